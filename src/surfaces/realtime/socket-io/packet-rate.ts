import type { Socket } from 'socket.io';
import { FrameRate } from '../frame-rate';

/** The first character of a packet that carries an event. */
const EVENT = '2';

interface Packet {
  readonly type: string;
  readonly data?: unknown;
}

/**
 * Ends a connection that sends too much of what is no event: requests to join namespaces, answers
 * nobody asked for. Each is answered or looked at by the library before anything here sees it.
 * Events are counted as the frames they stand for.
 */
export function limitPackets(carrier: Socket['conn']): void {
  const rate = new FrameRate(performance.now());
  carrier.on('packet', ({ type, data }: Packet) => {
    if (type === 'message' && typeof data === 'string' && data.startsWith(EVENT)) return;
    if (!rate.take(performance.now())) carrier.close(true);
  });
}
