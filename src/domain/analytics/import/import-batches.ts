import { createHash } from 'node:crypto';
import type { ActivityEvent, ActivitySource } from '../activity/activity-event';
import type { ActivityLog } from '../activity/activity-log';
import type { CourseDirectory } from './course-directory';
import type { ImportTally } from './import-tally';
import type { PeopleDirectory } from './people-directory';
import type { SourceActivity, SourceReading } from './source-activity';
import type { TopicDirectory } from './topic-directory';

/** Rows that are held and written at once. */
const BATCH = 2_000;
/** Reports refuse earlier days, and a broken clock is no reason for a thousand partitions. */
const EARLIEST = Date.UTC(2000, 0, 1);
/** So many bytes of a digest make a whole number that is exact everywhere. */
const ID_BYTES = 6;

/** What an import finds people, courses and topics by. */
interface Directories {
  readonly people: PeopleDirectory;
  readonly courses: CourseDirectory;
  readonly topics: TopicDirectory;
}

/** A row whose person and course are known. */
interface PlacedActivity {
  readonly activity: SourceActivity;
  readonly userId: number;
  readonly courseId: number | null;
}

/** Turns what rows say into events, batch by batch, and writes them. */
export class ImportBatches {
  private readonly startedAt = Date.now();

  /** @param log null for a dry run: nothing is written. */
  constructor(
    private readonly directories: Directories,
    private readonly tally: ImportTally,
    private readonly source: ActivitySource,
    private readonly log: ActivityLog | null,
  ) {}

  /** Takes all rows of a file, holding one batch at a time. */
  async take(readings: AsyncIterable<SourceReading>): Promise<void> {
    let batch: SourceReading[] = [];
    for await (const reading of readings) {
      batch.push(reading);
      if (batch.length < BATCH) continue;
      await this.takeBatch(batch);
      batch = [];
    }
    await this.takeBatch(batch);
  }

  private async takeBatch(batch: readonly SourceReading[]): Promise<void> {
    for (const { row } of batch) this.tally.read(row);
    const placed = await this.place(batch);
    this.tally.told(placed.reduce((events, { activity }) => events + activity.events.length, 0));
    if (this.log === null) return;
    this.tally.wrote(await this.log.append(await this.events(placed)));
  }

  private async place(batch: readonly SourceReading[]): Promise<PlacedActivity[]> {
    const people = await this.directories.people.find(
      batch.map((reading) => ('activity' in reading ? reading.activity.people : [])),
    );
    const placed: PlacedActivity[] = [];
    for (const [place, reading] of batch.entries()) {
      if ('refusal' in reading) {
        this.tally.refuse(reading.row, reading.refusal, reading.about);
        continue;
      }
      const found = await this.placeOne(reading.row, reading.activity, people[place] ?? null);
      if (found !== null) placed.push(found);
    }
    return placed;
  }

  private async placeOne(
    row: number,
    activity: SourceActivity,
    userId: number | null,
  ): Promise<PlacedActivity | null> {
    const { occurredAt, knownAt, people, courses, events } = activity;
    const refuse = (...[refusal, about]: [Parameters<ImportTally['refuse']>[1], string]): null => {
      this.tally.refuse(row, refusal, about);
      return null;
    };
    // A score known in the future would stand against every later one.
    const latest = knownAt > occurredAt ? knownAt : occurredAt;
    if (latest.getTime() > this.startedAt) return refuse('future_time', latest.toISOString());
    if (occurredAt.getTime() < EARLIEST) return refuse('ancient_time', occurredAt.toISOString());
    if (userId === null) return refuse('unknown_person', people[0] ?? 'nobody');
    if (events.every(({ kind }) => kind.startsWith('sign_in.'))) {
      return { activity, userId, courseId: null };
    }
    const courseId = await this.directories.courses.find(courses);
    if (courseId === null) return refuse('unknown_course', courses[0] ?? 'none is named');
    return { activity, userId, courseId };
  }

  private async events(placed: readonly PlacedActivity[]): Promise<ActivityEvent[]> {
    const topics = await this.directories.topics.find(
      placed.map(({ activity: { topic }, courseId }) =>
        topic === null || courseId === null ? null : { ...topic, courseId },
      ),
    );
    return placed.flatMap(({ activity, userId, courseId }, place) =>
      activity.events.map((event): ActivityEvent => {
        const isEnrollment = event.kind.startsWith('enrollment.');
        const object = isEnrollment ? `enrollment:${userId}:${courseId}` : event.object;
        return {
          key: `${storable(activity.key)}:${event.kind}`,
          occurredAt: activity.occurredAt,
          userId,
          kind: event.kind,
          isOwn: event.isOwn,
          courseId,
          topicId: topics[place] ?? null,
          objectId: object === null ? null : objectIdOf(object),
          durationMs: null,
          score: event.score,
          outcome: event.outcome,
          costMicrodollars: null,
          source: this.source,
          knownAt: activity.knownAt,
        };
      }),
    );
  }
}

/** Without the one sign that no database can hold in a text; a source's ids may have it. */
function storable(key: string): string {
  return key.replaceAll('\0', '\u2400');
}

/** A number below zero for an attempt or submission of another system: none of ours has such. */
function objectIdOf(object: string): number {
  return -1 - createHash('sha256').update(object).digest().readUIntBE(0, ID_BYTES);
}
