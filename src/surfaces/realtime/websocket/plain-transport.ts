import { Injectable } from '@nestjs/common';
import type { EventFrame } from '../server-frames';
import type { Transport } from '../transport';
import type { PlainSocket } from './plain-socket';
import { textFrame } from './text-frame';

/** Rooms of plain sockets: what is told to a room is encoded once. */
@Injectable()
export class PlainTransport implements Transport {
  readonly name = 'websocket';
  private readonly rooms = new Map<string, Set<PlainSocket>>();

  join(outlet: PlainSocket, room: string): void {
    const members = this.rooms.get(room);
    if (members === undefined) this.rooms.set(room, new Set([outlet]));
    else members.add(outlet);
  }

  leave(outlet: PlainSocket, room: string): void {
    const members = this.rooms.get(room);
    members?.delete(outlet);
    if (members?.size === 0) this.rooms.delete(room);
  }

  broadcast(room: string, frames: readonly EventFrame[]): void {
    const members = this.rooms.get(room);
    if (members === undefined) return;
    const bytes = Buffer.concat(frames.map((frame) => textFrame(JSON.stringify(frame))));
    for (const member of members) member.write(bytes);
  }
}
