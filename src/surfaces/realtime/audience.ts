import type { TopicEntry, TopicPosition } from '../../platform/topics/topic-entry';
import type { Follower } from './follower';
import type { EventFrame } from './server-frames';
import type { Transport } from './transport';

/** Those in this process who hear one log under one name: a room of each transport. */
export class Audience {
  private readonly members = new Map<Transport, number>();
  /** Whoever a replay took further than this process has heard itself; they are few. */
  private readonly ahead = new Set<Follower>();

  /**
   * @param name of the topic as its clients said it; frames carry it.
   * @param room its name among the rooms of a transport.
   */
  constructor(
    private readonly name: string,
    private readonly room: string,
  ) {}

  get isEmpty(): boolean {
    return this.members.size === 0 && this.ahead.size === 0;
  }

  /** From now on they get what everybody gets. */
  join({ transport, outlet }: Follower): void {
    transport.join(outlet, this.room);
    this.members.set(transport, (this.members.get(transport) ?? 0) + 1);
  }

  /** Keeps them apart until the room is where they are. */
  joinAhead(follower: Follower, at: TopicPosition): void {
    follower.aheadAt = at;
    this.ahead.add(follower);
  }

  leave(follower: Follower): void {
    if (this.ahead.delete(follower)) return;
    const { transport, outlet } = follower;
    transport.leave(outlet, this.room);
    const left = (this.members.get(transport) ?? 0) - 1;
    if (left > 0) this.members.set(transport, left);
    else this.members.delete(transport);
  }

  /** Tells everybody; of those who are ahead, whoever is caught up with joins the room. */
  hear(entries: readonly TopicEntry[]): void {
    const frames = entries.map((entry) => eventFrame(this.name, entry));
    for (const transport of this.members.keys()) transport.broadcast(this.room, frames);
    for (const follower of this.ahead) this.tellAhead(follower, frames);
  }

  private tellAhead(follower: Follower, frames: readonly EventFrame[]): void {
    const at = follower.aheadAt;
    const isLater = ({ epoch, offset }: EventFrame) =>
      at === null || epoch !== at.epoch || offset > at.offset;
    for (const frame of frames) if (isLater(frame)) follower.outlet.tell(frame);
    const last = frames.at(-1);
    if (last === undefined || !(isLater(last) || last.offset === at?.offset)) return;
    // An outlet that was told too much is dropped meanwhile, and the follower gone.
    if (follower.isOver) return;
    follower.aheadAt = null;
    this.ahead.delete(follower);
    this.join(follower);
  }
}

/** What a client is told of an entry: first what the contract shows, then where it stands. */
export function eventFrame(name: string, entry: TopicEntry): EventFrame {
  return {
    type: 'event',
    event_type: entry.type,
    data: entry.data as EventFrame['data'],
    topic: name,
    epoch: entry.epoch,
    offset: entry.offset,
    event_id: entry.eventId,
    occurred_at: entry.occurredAt,
  };
}
