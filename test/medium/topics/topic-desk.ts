import { randomUUID } from 'node:crypto';
import { Database } from '../../../src/platform/database/database';
import type { NewTopicEntry, TopicEntry } from '../../../src/platform/topics/topic-entry';
import { type FollowedTopic, TopicFeed } from '../../../src/platform/topics/topic-feed';
import { TopicLog } from '../../../src/platform/topics/topic-log';
import { eventually } from '../../support/eventually';
import type { TestProcess } from '../../support/test-process';

export const TOLD_MS = 60_000;

/** An entry that tells a number. */
export function entry(
  topic: string,
  number: number,
  more: Partial<NewTopicEntry> = {},
): NewTopicEntry {
  return {
    topic,
    eventId: randomUUID(),
    type: 'bread.baked',
    data: { number },
    occurredAt: new Date('2026-11-22T10:00:00.123Z'),
    subjectIds: [],
    ...more,
  };
}

/** Writes entries as the sink of events does: appended in a transaction, announced after it. */
export async function tell(
  process: TestProcess,
  entries: readonly NewTopicEntry[],
): Promise<TopicEntry[]> {
  const added = await process
    .get(Database)
    .transaction(() => process.get(TopicLog).append(entries));
  await process.get(TopicFeed).announce(added);
  return added;
}

/** Somebody in a process who listens to a topic and keeps what they are told. */
export class Ear {
  readonly told: TopicEntry[] = [];

  private constructor(
    readonly topic: string,
    private followed: FollowedTopic | null = null,
  ) {}

  static async in(process: TestProcess, topic: string): Promise<Ear> {
    const ear = new Ear(topic);
    ear.followed = await process
      .get(TopicFeed)
      .follow(topic, (entries) => ear.told.push(...entries));
    return ear;
  }

  get position(): FollowedTopic['position'] {
    if (this.followed === null) throw new Error('Nothing is followed.');
    return this.followed.position;
  }

  stop(): void {
    this.followed?.stop();
  }

  /** The numbers that were told so far. */
  get numbers(): unknown[] {
    return this.told.map(({ data }) => data['number']);
  }

  /** Waits until so many entries were told. */
  async hears(count: number): Promise<void> {
    await eventually(
      async () => this.told.length,
      (length) => length >= count,
      TOLD_MS,
    );
  }
}

/** The numbers from 1 to the last. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
