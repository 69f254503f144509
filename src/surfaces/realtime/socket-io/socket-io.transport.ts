import { Injectable } from '@nestjs/common';
import type { Namespace, Server, Socket } from 'socket.io';
import type { Outlet } from '../outlet';
import type { EventFrame } from '../server-frames';
import type { Transport } from '../transport';
import { cutOff, isOverfull } from './carrier';
import { EVENT_OF } from './socket-io-events';

/** Rooms of topics are kept apart from the room that each socket has for itself. */
const roomOf = (name: string): string => `topic ${name}`;

/** Socket.IO's rooms: an event is encoded once, for whoever is in the room of its topic. */
@Injectable()
export class SocketIoTransport implements Transport {
  readonly name = 'socket.io';
  private namespace: Namespace | null = null;

  /** Takes the server that Nest made. */
  use(server: Server): void {
    this.namespace = server.of('/');
  }

  join(outlet: Outlet, room: string): void {
    void this.socketOf(outlet.id)?.join(roomOf(room));
  }

  leave(outlet: Outlet, room: string): void {
    void this.socketOf(outlet.id)?.leave(roomOf(room));
  }

  broadcast(room: string, frames: readonly EventFrame[]): void {
    const name = roomOf(room);
    this.dropOverfull(name);
    const members = this.namespace?.to(name);
    for (const frame of frames) members?.emit(EVENT_OF.event, frame);
  }

  /** Before, not after: what was written this moment no reader can have read yet. */
  private dropOverfull(room: string): void {
    for (const id of this.namespace?.adapter.rooms.get(room) ?? []) {
      const socket = this.socketOf(id);
      if (socket !== undefined && isOverfull(socket)) cutOff(socket);
    }
  }

  private socketOf(id: string): Socket | undefined {
    return this.namespace?.sockets.get(id);
  }
}
