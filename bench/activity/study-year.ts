import { hash } from 'node:crypto';
import { type SeededRandom, seededRandom } from '../seeded-random';
import type { Learner } from './campus';
import { type ActivityRow, type SessionCounter, studySession } from './study-session';

const DAYS = 365;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Sundays first. */
const WEEK = [0.5, 1, 1, 1, 1, 0.8, 0.4] as const;
/** Every other session is of one in so many people, who do more than half of everything. */
const BUSY_ONE_OF = 4;
/** Sessions of an enrolment that somebody may have had by the end of the year. */
const SESSIONS_EACH = 50;

/** A day's rows in the order of their time. */
export interface StudyDay {
  /** Its beginning in UTC, milliseconds since 1970. */
  readonly begin: number;
  /** Lines for {@link copyActivity}. */
  readonly lines: readonly string[];
}

/** What takes the lines of a day. */
export function copyActivity(table: string): string {
  return `COPY ${table} (occurred_at, key, user_id, kind, is_own, course_id, topic_id, object_id,
    duration_ms, score, outcome, cost_microdollars, source, known_at) FROM STDIN`;
}

/**
 * The rows of a year, which ends with yesterday: exactly so many, spread over the days as weeks go,
 * some people much busier than others.
 */
export function* studyYear(
  learners: readonly Learner[],
  count: number,
  today: Date,
): Generator<StudyDay> {
  const random = seededRandom(20_251_122);
  const counter: SessionCounter = { nextObject: 1 };
  const sessions = new Map<number, number>();
  const end = Math.floor(today.getTime() / DAY_MS) * DAY_MS;
  const begins = Array.from({ length: DAYS }, (_, day) => end - (DAYS - day) * DAY_MS);
  const weights = begins.map((begin) => WEEK[new Date(begin).getUTCDay()] ?? 1);
  const weight = weights.reduce((sum, one) => sum + one, 0);
  let written = 0;
  let due = 0;
  for (const [day, begin] of begins.entries()) {
    due += weights[day] as number;
    const rows: { readonly at: number; readonly line: string }[] = [];
    const wanted = Math.round((count * due) / weight) - written;
    const present = learners.filter(({ signedUp }) => signedUp >= DAYS - day);
    const busy = present.filter((_, place) => place % BUSY_ONE_OF === 0);
    while (rows.length < wanted) {
      const learner = random.evenly(random.below(2) === 0 ? present : busy);
      const { id: userId } = learner;
      for (const row of oneSession(learner, begin, random, counter, sessions)) {
        if (rows.length === wanted) break;
        rows.push({ at: row.at, line: lineOf(row, userId, written + rows.length) });
      }
    }
    written += rows.length;
    rows.sort((one, other) => one.at - other.at);
    yield { begin, lines: rows.map(({ line }) => line) };
  }
}

/** So many rows of the last two hours, as lines; nothing in them comes again at another time. */
export function studyHours(learners: readonly Learner[], count: number, now: Date): string[] {
  const random = seededRandom(now.getTime() % 2 ** 31);
  // Larger than what a year counts up to.
  const counter: SessionCounter = { nextObject: now.getTime() };
  const lines: string[] = [];
  while (lines.length < count) {
    const learner = random.evenly(learners);
    const begin = now.getTime() - 2 * HOUR_MS + random.below(HOUR_MS);
    const enrollment = random.evenly(learner.enrollments);
    const nth = random.below(SESSIONS_EACH);
    for (const row of studySession(enrollment, nth, begin, random, counter)) {
      if (lines.length === count || row.at > now.getTime()) break;
      lines.push(lineOf(row, learner.id, counter.nextObject + lines.length));
    }
  }
  return lines;
}

/** Begins from six in the morning to nine at night, so that it ends within the day. */
function oneSession(
  { enrollments }: Learner,
  day: number,
  random: SeededRandom,
  counter: SessionCounter,
  sessions: Map<number, number>,
): ActivityRow[] {
  const enrollment = random.evenly(enrollments);
  const nth = sessions.get(enrollment.id) ?? 0;
  sessions.set(enrollment.id, nth + 1);
  const begin = day + 6 * HOUR_MS + random.below(15 * HOUR_MS);
  return studySession(enrollment, nth, begin, random, counter);
}

/** The line of a row for {@link copyActivity}. */
function lineOf(row: ActivityRow, userId: number, number: number): string {
  const at = new Date(row.at).toISOString();
  const fields = [
    at,
    hash('md5', `bench:${number}`),
    userId,
    row.kind,
    row.isOwn ? 't' : 'f',
    row.courseId,
    row.topicId,
    row.objectId,
    row.durationMs,
    row.score,
    row.outcome,
    row.costMicrodollars,
    'trellis',
    at,
  ];
  return `${fields.map((field) => field ?? '\\N').join('\t')}\n`;
}
