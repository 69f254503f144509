import { Injectable } from '@nestjs/common';
import type { Namespace, Server, Socket } from 'socket.io';
import type { Outlet } from '../outlet';
import type { EventFrame } from '../server-frames';
import type { Transport } from '../transport';
import { cutOff, isOverfull, writePackets } from './carrier';
import { packetsOf } from './event-packets';

/** Rooms of topics are kept apart from the room that each socket has for itself. */
const roomOf = (name: string): string => `topic ${name}`;

/** Socket.IO's rooms: events are encoded once, for whoever is in the room of their topic. */
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
    const packets = packetsOf(frames);
    for (const id of this.namespace?.adapter.rooms.get(roomOf(room)) ?? []) {
      const socket = this.socketOf(id);
      if (socket === undefined) continue;
      // Before, not after: what was written this moment no reader can have read yet.
      if (isOverfull(socket)) cutOff(socket);
      else writePackets(socket, packets);
    }
  }

  private socketOf(id: string): Socket | undefined {
    return this.namespace?.sockets.get(id);
  }
}
