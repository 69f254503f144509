import { writeFileSync } from 'node:fs';
import type { ActivityEvent } from '../../src/domain/analytics/activity/activity-event';
import { seededRandom } from '../seeded-random';

/** What a process is told by its environment: of whom, how many events, and where the result goes. */
const { ACTIVITY_PEOPLE = '', ACTIVITY_COUNT, ACTIVITY_ROUND, ACTIVITY_RESULT } = process.env;
/** Events that are written at once. */
const BATCH = 2_000;
/** Batches that make everything loaded, compiled and planned. */
const WARM_UP = 3;
const DAY_MS = 86_400_000;

/** So many events as the environment tells and some to warm up with, of the last 28 days. */
export function eventsOfRound(): ActivityEvent[] {
  const people = ACTIVITY_PEOPLE.split(',').map(Number);
  const random = seededRandom(7 + Number(ACTIVITY_ROUND));
  const now = Date.now();
  const count = Number(ACTIVITY_COUNT) + WARM_UP * BATCH;
  return Array.from({ length: count }, (_, place) => {
    const occurredAt = new Date(now - random.below(28 * DAY_MS));
    return {
      key: `bench:${ACTIVITY_ROUND}:${place}`,
      occurredAt,
      userId: random.evenly(people),
      kind: 'content.progressed',
      isOwn: true,
      courseId: 1 + random.below(50),
      topicId: 1 + random.below(1_000),
      objectId: place,
      durationMs: null,
      score: null,
      outcome: null,
      costMicrodollars: null,
      source: 'trellis',
      knownAt: occurredAt,
    };
  });
}

/**
 * Writes the batches one after another, and how many events that were a second into a file.
 *
 * @param write gets a batch as {@link prepare} made it; making it is not counted.
 */
export async function workOnActivity<Batch = readonly ActivityEvent[]>(
  events: readonly ActivityEvent[],
  write: (batch: Batch) => Promise<void>,
  prepare: (events: readonly ActivityEvent[]) => Batch = (batch) => batch as Batch,
): Promise<void> {
  const batches: Batch[] = [];
  for (let from = 0; from < events.length; from += BATCH) {
    batches.push(prepare(events.slice(from, from + BATCH)));
  }
  for (const batch of batches.slice(0, WARM_UP)) await write(batch);
  const begin = performance.now();
  for (const batch of batches.slice(WARM_UP)) await write(batch);
  const seconds = (performance.now() - begin) / 1_000;
  writeFileSync(String(ACTIVITY_RESULT), String(Number(ACTIVITY_COUNT) / seconds));
}
