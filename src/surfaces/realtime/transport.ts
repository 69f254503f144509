import type { Outlet } from './outlet';
import type { EventFrame } from './server-frames';

/** By what a client is connected. */
export type TransportName = 'websocket' | 'socket.io';

/** How events reach many connections at once, encoded once; drops those who are overfull. */
export interface Transport {
  readonly name: TransportName;
  /** From now on the outlet gets what is broadcast to the room. */
  join(outlet: Outlet, room: string): void;
  leave(outlet: Outlet, room: string): void;
  /** Sends to everybody in the room, in this order. */
  broadcast(room: string, frames: readonly EventFrame[]): void;
}
