import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { TopicEntriesRepository } from './topic-entries.repository';
import type { NewTopicEntry, TopicEntry } from './topic-entry';
import { TopicHeadsRepository } from './topic-heads.repository';

/**
 * What topics tell, in order. Offsets are given while the head of the topic is locked, so the
 * entries of a topic become visible in the order of their offsets.
 */
@Injectable()
export class TopicLog {
  constructor(
    private readonly database: Database,
    private readonly heads: TopicHeadsRepository,
    private readonly entries: TopicEntriesRepository,
  ) {}

  /**
   * Adds entries, in their order, within the open transaction. An event that a topic has told
   * already adds nothing to it. Topics that nobody follows or followed lately have no log: nobody
   * holds an offset of them, and whoever follows them later reads first how things stand.
   *
   * @returns what was added, to be announced after the commit.
   */
  append(entries: readonly NewTopicEntry[]): Promise<TopicEntry[]> {
    if (entries.length === 0) return Promise.resolve([]);
    return this.database.transaction(async () => {
      const topics = [...new Set(entries.map(({ topic }) => topic))];
      const heads = new Map(
        (await this.heads.lock(topics)).map(({ topic, epoch }) => [topic, epoch]),
      );
      const told = new Map<string, NewTopicEntry>();
      for (const entry of entries) {
        if (heads.has(entry.topic) && !told.has(keyOf(entry))) told.set(keyOf(entry), entry);
      }
      if (told.size === 0) return [];
      const added = await this.entries.add([...told.values()]);
      const offsets = new Map(added.map((one) => [keyOf(one), one.offset]));
      return [...told].flatMap(([key, { topic, eventId, type, data, occurredAt }]) => {
        const epoch = heads.get(topic);
        const offset = offsets.get(key);
        if (epoch === undefined || offset === undefined) return [];
        return [
          { topic, epoch, offset, eventId, type, data, occurredAt: occurredAt.toISOString() },
        ];
      });
    });
  }

  /** Removes what a topic tells of a person; the offsets of it stay empty. */
  forget(topic: string, subjectId: number): Promise<void> {
    return this.entries.forget(topic, subjectId);
  }
}

function keyOf({ topic, eventId }: { topic: string; eventId: string }): string {
  return `${eventId.toLowerCase()} ${topic}`;
}
