import type { TopicEntry, TopicPosition } from '../../platform/topics/topic-entry';
import { LiveTopic } from './live-topic';
import type { Outlet } from './outlet';
import type { EventFrame, ServerFrame } from './server-frames';
import { Subscription } from './subscription';
import type { Transport } from './transport';

const EPOCH = '11111111-1111-4111-8111-111111111111';
const LATER_EPOCH = '22222222-2222-4222-8222-222222222222';
const LOG_TOPIC = 'crisis_alerts:7';

const at = (offset: number, epoch = EPOCH): TopicPosition => ({ epoch, offset });

function entry(offset: number, epoch = EPOCH): TopicEntry {
  return {
    topic: LOG_TOPIC,
    epoch,
    offset,
    eventId: `event-${offset}`,
    type: 'test.numbered',
    data: {},
    occurredAt: '2026-11-22T00:00:00.000Z',
  };
}

class Paper implements Outlet {
  readonly address = '127.0.0.1';
  readonly isBehind = false;
  readonly told: string[] = [];

  constructor(readonly id: string) {}

  tell(frame: ServerFrame): void {
    if (frame.type === 'event') this.told.push(`${frame.topic} ${frame.offset}`);
  }

  close(): void {}

  drop(): void {}
}

class Rooms implements Transport {
  readonly name = 'websocket';
  readonly rooms = new Map<string, Set<Outlet>>();
  broadcasts = 0;

  join(outlet: Outlet, room: string): void {
    this.rooms.set(room, (this.rooms.get(room) ?? new Set()).add(outlet));
  }

  leave(outlet: Outlet, room: string): void {
    this.rooms.get(room)?.delete(outlet);
  }

  broadcast(room: string, frames: readonly EventFrame[]): void {
    this.broadcasts += 1;
    for (const outlet of this.rooms.get(room) ?? []) {
      for (const frame of frames) outlet.tell(frame);
    }
  }
}

/** A topic that stands at 5, and what it takes to tell something on it. */
function liveTopic() {
  let listener: (entries: readonly TopicEntry[]) => void = () => undefined;
  const ends: string[] = [];
  const topic = new LiveTopic(
    LOG_TOPIC,
    async (given) => {
      listener = given;
      return { position: at(5), stop: () => void ends.push('stopped') };
    },
    () => void ends.push('abandoned'),
  );
  return { topic, ends, hear: (...entries: TopicEntry[]) => listener(entries) };
}

describe('A topic that is followed', () => {
  const rooms = new Rooms();

  async function follower(topic: LiveTopic, position: TopicPosition, name = 'crisis_alerts') {
    await topic.hold();
    const paper = new Paper(name);
    const subscription = new Subscription({ name, logTopic: LOG_TOPIC }, topic, paper, rooms);
    topic.join(subscription, position);
    return { paper, subscription };
  }

  it('tells everybody what happens, under the name they know', async () => {
    const { topic, hear } = liveTopic();
    const one = await follower(topic, at(5));
    const two = await follower(topic, at(5));
    const three = await follower(topic, at(5), LOG_TOPIC);
    rooms.broadcasts = 0;
    hear(entry(6), entry(7));
    expect(one.paper.told).toEqual(['crisis_alerts 6', 'crisis_alerts 7']);
    expect(two.paper.told).toEqual(one.paper.told);
    expect(three.paper.told).toEqual([`${LOG_TOPIC} 6`, `${LOG_TOPIC} 7`]);
    expect(rooms.broadcasts).toBe(2);
    expect(topic.position).toEqual(at(7));
  });

  it('tells nothing twice to whoever read ahead, and leaves nothing out', async () => {
    const { topic, hear } = liveTopic();
    const ahead = await follower(topic, at(7));
    hear(entry(6));
    expect(ahead.paper.told).toEqual([]);
    hear(entry(7), entry(8));
    hear(entry(9));
    expect(ahead.paper.told).toEqual(['crisis_alerts 8', 'crisis_alerts 9']);
  });

  it('lets whoever read ahead join where they are caught up with exactly', async () => {
    const { topic, hear } = liveTopic();
    const ahead = await follower(topic, at(6));
    hear(entry(6));
    hear(entry(7));
    expect(ahead.paper.told).toEqual(['crisis_alerts 7']);
    ahead.subscription.end();
    hear(entry(8));
    expect(ahead.paper.told).toEqual(['crisis_alerts 7']);
  });

  it('tells whoever read ahead of a log that began anew all of the new one', async () => {
    const { topic, hear } = liveTopic();
    const ahead = await follower(topic, at(9));
    hear(entry(1, LATER_EPOCH));
    hear(entry(2, LATER_EPOCH));
    expect(ahead.paper.told).toEqual(['crisis_alerts 1', 'crisis_alerts 2']);
  });

  it('knows what it told already', async () => {
    const { topic, hear } = liveTopic();
    await follower(topic, at(5));
    hear(entry(6));
    expect([5, 6, 7].map((offset) => topic.isBeyond(at(offset)))).toEqual([true, false, false]);
    expect(topic.isBeyond(at(1, LATER_EPOCH))).toBe(false);
  });

  it('is let go of by the last who leaves', async () => {
    const { topic, ends, hear } = liveTopic();
    const one = await follower(topic, at(5));
    const two = await follower(topic, at(8));
    one.subscription.end();
    one.subscription.end();
    expect(ends).toEqual([]);
    two.subscription.end();
    await Promise.resolve();
    expect(ends).toEqual(['abandoned', 'stopped']);
    hear(entry(6));
    expect([...one.paper.told, ...two.paper.told]).toEqual([]);
  });

  it('that cannot be followed is let go of at once', async () => {
    const ends: string[] = [];
    const topic = new LiveTopic(
      LOG_TOPIC,
      () => Promise.reject(new Error('The database is away.')),
      () => void ends.push('abandoned'),
    );
    await expect(topic.hold()).rejects.toThrow('away');
    expect(ends).toEqual(['abandoned']);
  });
});
