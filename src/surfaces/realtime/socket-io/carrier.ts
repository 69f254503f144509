import type { Socket } from 'socket.io';
import type { EventPackets } from './event-packets';

/** More than this unsent, in bytes, and nobody reads at the other end. */
const MOST_UNSENT = 262_144;
const BEHIND = 65_536;

/** What is looked at in a connection of Engine.IO, which carries a client of Socket.IO. */
interface Carrier {
  /** What waits until the transport takes more. */
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: {
    /** The WebSocket; a client that polls has none. */
    readonly socket?: { readonly bufferedAmount: number; terminate(): void };
  };
  /** The frame is what goes over a WebSocket; a poll takes the text. */
  write(text: string, options: { compress: false; wsPreEncodedFrame?: readonly Buffer[] }): void;
}

/** Whether more waits for a client than anybody who reads would ever leave unread. */
export function isOverfull(socket: Socket): boolean {
  return unsentBytes(carrierOf(socket)) > MOST_UNSENT;
}

/** Whether so much waits for a client that it may well catch up first. */
export function isBehind(socket: Socket): boolean {
  return unsentBytes(carrierOf(socket)) > BEHIND;
}

/**
 * Ends a connection once it was told everything, in a way that makes the client come back by
 * itself. One that polls comes back as it learns that its session is gone.
 */
export function sendAway(socket: Socket): void {
  const { writeBuffer, transport } = carrierOf(socket);
  if (transport.socket !== undefined) socket.conn.close();
  else if (writeBuffer.length === 0) socket.conn.close(true);
  else socket.conn.once('drain', () => socket.conn.close(true));
}

/**
 * Tells a client what was encoded for many, after whatever waits for it. What goes over a WebSocket
 * goes in one write, however many events it is: the library's own way takes one for each, of a head
 * and a body that the system then has to gather.
 */
export function writePackets(socket: Socket, { texts, bytes }: EventPackets): void {
  const carrier = carrierOf(socket);
  const [last] = texts.slice(-1);
  if (last === undefined) return;
  if (carrier.transport.socket === undefined) {
    for (const text of texts) carrier.write(text, { compress: false });
  } else {
    carrier.write(last, { compress: false, wsPreEncodedFrame: [bytes] });
  }
}

/** Ends a connection with everything that waits in it. */
export function cutOff(socket: Socket): void {
  const { socket: webSocket } = carrierOf(socket).transport;
  if (webSocket === undefined) socket.conn.close(true);
  else webSocket.terminate();
}

function carrierOf(socket: Socket): Carrier {
  return socket.conn as unknown as Carrier;
}

/** Nearly: text counts one for each UTF-16 unit. */
function unsentBytes({ writeBuffer, transport }: Carrier): number {
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) if (typeof data === 'string') bytes += data.length;
  return bytes;
}
