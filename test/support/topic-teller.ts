import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../src/kernel/json';
import { Database } from '../../src/platform/database/database';
import type { TopicEntry } from '../../src/platform/topics/topic-entry';
import { TopicFeed } from '../../src/platform/topics/topic-feed';
import { TopicLog } from '../../src/platform/topics/topic-log';
import type { TestApp } from './test-app';

/** Tells events on a topic of the log, committed and announced as those of features are. */
export async function tell(
  { trellis: { app } }: Pick<TestApp, 'trellis'>,
  topic: string,
  events: readonly { readonly type: string; readonly data: JsonObject }[],
): Promise<readonly TopicEntry[]> {
  const log = app.get(TopicLog, { strict: false });
  const entries = await app.get(Database, { strict: false }).transaction(() =>
    log.append(
      events.map((event) => ({
        ...event,
        topic,
        eventId: randomUUID(),
        occurredAt: new Date(),
        subjectIds: [],
      })),
    ),
  );
  await app.get(TopicFeed, { strict: false }).announce(entries);
  return entries;
}
