import type { TopicEntry } from './topic-entry';
import { TopicFollowing } from './topic-following';

const [OLD, NEW] = ['an epoch', 'another epoch'];

function entry(offset: number, epoch = OLD): TopicEntry {
  return {
    topic: 'course:1',
    epoch,
    offset,
    eventId: String(offset),
    type: 'bread.baked',
    data: {},
    occurredAt: '2026-11-22T10:00:00.000Z',
  };
}

const entries = (...offsets: number[]): TopicEntry[] => offsets.map((offset) => entry(offset));

describe('TopicFollowing', () => {
  let following: TopicFollowing;
  let told: number[][];

  beforeEach(async () => {
    told = [];
    following = new TopicFollowing('course:1', Promise.resolve({ epoch: OLD, offset: 2 }));
    await following.opening;
    following.add((news) => told.push(news.map(({ offset }) => offset)));
  });

  it('tells what comes next, and not what was told already', () => {
    expect(following.hear(entries(1, 2, 3, 4))).toBe(true);
    expect(following.hear(entries(3, 4))).toBe(true);
    expect(following.hear(entries(5, 5, 4, 6))).toBe(true);
    expect(told).toEqual([
      [3, 4],
      [5, 6],
    ]);
  });

  it('tells nothing after a gap before the gap was read', () => {
    expect(following.hear(entries(3, 5, 6))).toBe(false);
    expect(told).toEqual([[3]]);
    expect(
      following.read({ epoch: OLD, lastOffset: 6, trimmedTo: 0, entries: entries(3, 4, 5, 6) }, 9),
    ).toBe(true);
    expect(told).toEqual([[3], [4, 5, 6]]);
  });

  it('goes on over offsets that the log has not', () => {
    const later = { epoch: OLD, lastOffset: 9, trimmedTo: 4, entries: entries(6, 8) };
    expect(following.read(later, 9)).toBe(true);
    expect(told).toEqual([[6, 8]]);
    expect(following.position).toEqual({ epoch: OLD, offset: 9 });
  });

  it('reads on while a reading is full', () => {
    const later = { epoch: OLD, lastOffset: 9, trimmedTo: 0, entries: entries(3, 4) };
    expect(following.read(later, 2)).toBe(false);
    expect(following.position).toEqual({ epoch: OLD, offset: 4 });
  });

  it('is not thrown back by a reading that is older than what it heard', () => {
    following.hear(entries(3, 4));
    const older = { epoch: OLD, lastOffset: 3, trimmedTo: 0, entries: entries(3) };
    expect(following.read(older, 9)).toBe(true);
    expect(following.position?.offset).toBe(4);
    expect(told).toEqual([[3, 4]]);
    expect(following.isBehind({ epoch: OLD, offset: 3 })).toBe(false);
  });

  it('begins a new epoch from its first entry', () => {
    expect(following.hear([entry(1, NEW)])).toBe(false);
    expect(following.isBehind({ epoch: NEW, offset: 1 })).toBe(true);
    const anew = { epoch: NEW, lastOffset: 1, trimmedTo: 0, entries: [] };
    expect(following.read(anew, 9)).toBe(false);
    expect(following.position).toEqual({ epoch: NEW, offset: 0 });
    following.read({ ...anew, entries: [entry(1, NEW)] }, 9);
    expect(told).toEqual([[1]]);
  });

  it('hears nothing before it knows where the log stands', () => {
    const closed = new TopicFollowing('course:1', new Promise(() => undefined));
    expect(closed.hear(entries(1))).toBe(false);
    expect(() => closed.add(() => undefined)).toThrow('course:1 is not open yet.');
  });
});
