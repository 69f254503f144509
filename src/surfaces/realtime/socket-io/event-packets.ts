import type { EventFrame } from '../server-frames';
import { textFrame } from '../websocket/text-frame';
import { EVENT_OF } from './socket-io-events';

/** Engine.IO's sign of a message; Socket.IO's packet comes after it. */
const MESSAGE = '4';
/** Socket.IO's sign of an event in the main namespace, without an acknowledgement. */
const EVENT = '2';

/** Events that are told to many clients at once. */
export interface EventPackets {
  /** One message of Engine.IO each. */
  readonly texts: readonly string[];
  /** All of them as they go over a WebSocket. */
  readonly bytes: Buffer;
}

/** Encodes events in the way that the library encodes each `emit`. */
export function packetsOf(frames: readonly EventFrame[]): EventPackets {
  const texts = frames.map((frame) => EVENT + JSON.stringify([EVENT_OF.event, frame]));
  return { texts, bytes: Buffer.concat(texts.map((text) => textFrame(MESSAGE + text))) };
}
