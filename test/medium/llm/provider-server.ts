import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A request as the provider received it. */
export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** Answers the request of this number, counted from 1. */
export type Answer = (response: ServerResponse, count: number) => void | Promise<void>;

/** A provider's server on the loopback interface, whose answers a test decides. */
export class ProviderServer {
  readonly received: ReceivedRequest[] = [];
  /** How many requests' connections ended before the reply was complete. */
  brokenOff = 0;
  answer: Answer = (response) => void response.end();

  readonly #server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    response.on('close', () => {
      this.brokenOff += response.writableFinished ? 0 : 1;
    });
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      this.received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>,
      });
      void this.answer(response, this.received.length);
    });
  });

  static async start(): Promise<ProviderServer> {
    const server = new ProviderServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Answers with the whole stream at once. */
export function whole(body: Buffer | string, type = 'text/event-stream'): Answer {
  return (response) => void response.writeHead(200, { 'content-type': type }).end(body);
}

/** Answers with the stream in separate writes, cut at the given byte positions. */
export function inPieces(body: Buffer, cuts: readonly number[], type?: string): Answer {
  return async (response) => {
    await writePieces(response, body, cuts, type);
    response.end();
  };
}

/** Answers with the beginning of a stream, then cuts the connection. */
export function brokenOffAfter(body: Buffer, type?: string): Answer {
  return async (response) => {
    await writePieces(response, body, [], type);
    await nextTurn();
    response.destroy();
  };
}

/** Answers with the beginning of a stream, then leaves the connection open without a word. */
export function silentAfter(body: Buffer | string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(body);
  };
}

/** Refuses with a status and a JSON body. */
export function refusal(
  status: number,
  body: Buffer | string = '{}',
  headers: Record<string, string> = {},
): Answer {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

async function writePieces(
  response: ServerResponse,
  body: Buffer,
  cuts: readonly number[],
  type = 'text/event-stream',
): Promise<void> {
  response.writeHead(200, { 'content-type': type }).flushHeaders();
  const places = [...new Set([0, ...cuts, body.length])].toSorted((a, b) => a - b);
  for (const [index, from] of places.slice(0, -1).entries()) {
    await new Promise<void>((written) => {
      response.write(body.subarray(from, places[index + 1]), () => written());
    });
    await nextTurn();
  }
}
