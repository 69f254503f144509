import { connect, type Socket } from 'node:net';
import { requestBytes } from '../load/http-connection';

const ANSWERED = 'HTTP/1.1 200 ';

/** A client that asked for a stream and waits for what it says. */
export interface WaitingClient {
  /** Leaves without a word. */
  leave(): void;
}

/** Sends a request; resolves when the stream has begun. Rejects with any other answer. */
export function waitFor(port: number, request: string): Promise<WaitingClient> {
  const { promise, resolve, reject } = Promise.withResolvers<WaitingClient>();
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', reject);
  socket.on('close', () => reject(new Error(`Port ${port} closed the connection.`)));
  socket.once('data', (bytes) => {
    const answer = bytes.toString('latin1');
    if (!answer.startsWith(ANSWERED)) reject(new Error(answer.slice(0, 500)));
    else resolve({ leave: () => void socket.destroy() });
    socket.resume();
  });
  socket.write(request);
  return promise;
}

/** A request that asks for the greeting, which is the same for everybody. */
export function greeting(sessionId: number, token: string): string {
  return requestBytes('POST', `/api/v1/chat/sessions/${sessionId}/greeting`, token).toString();
}

/** A request that asks for the reply to words of one's own. */
export function saying(sessionId: number, token: string, content: string): string {
  const body = JSON.stringify({ content });
  return (
    `POST /api/v1/chat/sessions/${sessionId}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
    `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** A request that asks for the reply that is being made, from its beginning. */
export function resuming(sessionId: number, token: string): string {
  return (
    `GET /api/v1/chat/sessions/${sessionId}/stream?from=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
    `Authorization: Bearer ${token}\r\n\r\n`
  );
}
