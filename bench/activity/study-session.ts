import type { SeededRandom } from '../seeded-random';
import type { Enrollment } from './campus';

const MINUTE_MS = 60_000;
/** Sessions on one topic before the next one is begun. */
const SESSIONS_A_TOPIC = 3;

/** One row of activity_events, apart from its key and its person. */
export interface ActivityRow {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: string;
  readonly isOwn: boolean;
  readonly courseId: number | null;
  readonly topicId: number | null;
  readonly objectId: number | null;
  readonly durationMs?: number;
  readonly score?: number;
  readonly outcome?: string;
  readonly costMicrodollars?: number;
}

/** What is counted on over all sessions. */
export interface SessionCounter {
  nextObject: number;
}

/**
 * What somebody does in one go: signs in, reads, asks the tutor, practises, and every third time
 * takes a quiz and is through with the topic. Some twelve to thirty rows within the hour.
 *
 * @param nth how many sessions there were of this enrolment before.
 * @param begin milliseconds since 1970.
 */
export function studySession(
  { id: enrollmentId, courseId, topics }: Enrollment,
  nth: number,
  begin: number,
  random: SeededRandom,
  counter: SessionCounter,
): ActivityRow[] {
  const rows: ActivityRow[] = [];
  const newest = Math.floor(nth / SESSIONS_A_TOPIC);
  const isLookBack = newest > 0 && (newest >= topics.length || random.below(10) === 0);
  const reached = Math.min(newest, topics.length);
  const topicId = topics[isLookBack ? random.below(reached) : newest] ?? null;
  let at = begin;
  const add = (kind: string, more: Partial<ActivityRow> = {}): void => {
    rows.push({
      at,
      kind,
      isOwn: true,
      courseId,
      topicId,
      objectId: counter.nextObject++,
      ...more,
    });
  };
  const pass = (mostMinutes: number): void => {
    at += 15_000 + random.below(mostMinutes * MINUTE_MS);
  };
  add('sign_in.created', { courseId: null, topicId: null });
  pass(1);
  if (nth === 0) {
    add('enrollment.created', { topicId: null, objectId: enrollmentId });
    pass(1);
  }
  add('content.viewed', { objectId: topicId });
  pass(6);
  if (random.below(2) === 0) chat(rows, add, pass, random);
  for (let page = random.below(4); page >= 0; page -= 1) {
    add('content.progressed', { objectId: topicId });
    pass(6);
  }
  if (random.below(8) === 0) add(random.evenly(['note.created', 'flashcard.created']));
  for (let card = random.below(6); card > 0; card -= 1) {
    pass(1);
    add('flashcard.reviewed');
  }
  if (nth % SESSIONS_A_TOPIC === SESSIONS_A_TOPIC - 1) {
    pass(3);
    quiz(add, pass, random, counter);
    if (random.below(3) === 0) lab(add, pass, random, counter);
    add('content.completed', { objectId: topicId });
  }
  if (random.below(20) === 0) add('discussion.post.created', { topicId: null });
  if (nth === SESSIONS_A_TOPIC * topics.length) {
    pass(1);
    add('enrollment.completed', { topicId: null, objectId: enrollmentId });
  }
  return rows;
}

type Add = (kind: string, more?: Partial<ActivityRow>) => void;
type Pass = (mostMinutes: number) => void;

/** Seven of ten replies come from the cache. */
function chat(rows: readonly ActivityRow[], add: Add, pass: Pass, random: SeededRandom): void {
  add('chat.opened');
  if (random.below(10) === 0) {
    const { at, objectId } = rows.at(-1) as ActivityRow;
    add('chat.diverged', { at, objectId, isOwn: false });
  }
  for (let turn = random.below(5); turn >= 0; turn -= 1) {
    pass(2);
    add('chat.turn');
    const isHit = random.below(10) < 7;
    add('chat.reply', {
      isOwn: false,
      outcome: isHit ? 'hit' : 'miss',
      durationMs: isHit ? 5 + random.below(40) : 1_500 + random.below(5_000),
      ...(random.below(20) === 0 ? {} : { costMicrodollars: 300 + random.below(3_000) }),
    });
  }
}

function quiz(add: Add, pass: Pass, random: SeededRandom, counter: SessionCounter): void {
  const objectId = counter.nextObject++;
  add('quiz.started', { objectId });
  pass(12);
  add('quiz.submitted', { objectId });
  const score = 100 * (30 + random.below(71));
  const outcome = score >= 6_000 ? 'passed' : 'failed';
  add('quiz.scored', { objectId, score, outcome, isOwn: false });
}

function lab(add: Add, pass: Pass, random: SeededRandom, counter: SessionCounter): void {
  pass(25);
  const objectId = counter.nextObject++;
  add('lab.submitted', { objectId });
  const score = 100 * (40 + random.below(61));
  const outcome = score >= 6_000 ? 'accepted' : 'needs_work';
  add('lab.scored', { objectId, score, outcome, isOwn: false });
}
