import type {
  ActivityEvent,
  ActivityKind,
} from '../../src/domain/analytics/activity/activity-event';
import type { ActivityCast } from './activity-cast';
import type { Chance } from './activity-chance';
import { activity } from './activity-rows';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;

/** Gaps on both sides of every limit that reports know, in milliseconds. */
const GAPS = [
  0,
  1,
  9 * SECOND,
  4 * MINUTE,
  10 * MINUTE,
  10 * MINUTE + 1,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE + 1,
  55 * MINUTE,
];

/** About what: kinds of one person that touch a topic. */
const TOPIC_KINDS: readonly ActivityKind[] = [
  'content.viewed',
  'content.viewed',
  'content.progressed',
  'content.completed',
  'chat.turn',
  'chat.turn',
  'note.created',
  'flashcard.reviewed',
];

const OTHER_KINDS: readonly ActivityKind[] = [
  'sign_in.created',
  'sign_in.renewed',
  'task.submitted',
  'flashcard.reviewed',
  'module.progressed',
];

/** From when to when, and moments around which more happens than by chance. */
interface ActivityWindow {
  readonly from: Date;
  readonly days: number;
  readonly busyMoments: readonly Date[];
}

/** What people did in a window, in bursts, with everything that reports tell apart. */
export class RandomActivity {
  private count = 0;

  constructor(
    private readonly chance: Chance,
    private readonly cast: ActivityCast,
    private readonly window: ActivityWindow,
  ) {}

  /** The events of so many bursts, in no order. */
  bursts(count: number): ActivityEvent[] {
    return Array.from({ length: count }, () => this.burst()).flat();
  }

  private burst(): ActivityEvent[] {
    const userId = this.chance.pick(this.cast.people);
    const courseId = this.chance.pick(this.cast.courses);
    let topicId = this.topicOf(courseId);
    let time = this.beginning();
    const events: ActivityEvent[] = [];
    for (let step = this.chance.whole(1, 9); step > 0; step -= 1) {
      if (this.chance.of(0.3)) topicId = this.topicOf(courseId);
      events.push(...this.step(new Date(time), userId, courseId, topicId));
      time += this.chance.of(0.5)
        ? this.chance.pick(GAPS)
        : this.chance.whole(1, 2400) * SECOND + this.chance.whole(0, 999);
    }
    return events;
  }

  private beginning(): number {
    if (this.chance.of(0.4)) {
      const busy = this.chance.pick(this.window.busyMoments).getTime();
      return busy + this.chance.whole(-75 * 60, 75 * 60) * SECOND;
    }
    const day = this.chance.whole(0, this.window.days - 1) * DAY;
    // Half of it just before or after a midnight in UTC or half an hour off it.
    const within = this.chance.of(0.5)
      ? this.chance.pick([0, 23 * 60 + 50, 18 * 60 + 25, 21 * 60 + 55, 2 * 60 + 25]) * MINUTE
      : this.chance.whole(0, DAY - 1);
    return this.window.from.getTime() + day + within;
  }

  /** Six topics a course; one of each is an imported one. */
  private topicOf(courseId: number): number {
    const number = this.chance.whole(1, 6);
    return number === 6 ? -courseId : courseId * 100 + number;
  }

  private step(at: Date, userId: number, course: number, topicId: number): ActivityEvent[] {
    const what = this.chance.whole(1, 20);
    // Now and then a topic is met outside its course.
    const courseId = this.chance.of(0.05) ? this.chance.pick([null, ...this.cast.courses]) : course;
    const about = { userId, courseId, topicId };
    if (what <= 2) return this.attempt(at, { ...about, courseId: course });
    if (what === 3) return this.submission(at, { ...about, courseId: course });
    if (what === 4) return this.enrollment(at, userId, course);
    if (what <= 7) return this.chat(at, about);
    if (what <= 9) return [this.event(at, this.chance.pick(OTHER_KINDS), { userId })];
    const kind = this.chance.pick(TOPIC_KINDS);
    const isOwn = kind === 'chat.turn' || this.chance.of(0.85);
    return [this.event(at, kind, { ...about, isOwn })];
  }

  private attempt(at: Date, about: About): ActivityEvent[] {
    const objectId = this.chance.whole(1, 1_000_000_000);
    const events = [
      this.event(at, 'quiz.submitted', { ...about, objectId, isOwn: this.chance.of(0.8) }),
    ];
    for (let score = this.chance.whole(0, 3); score > 0; score -= 1) {
      events.push(
        this.event(at, 'quiz.scored', {
          ...about,
          objectId,
          isOwn: false,
          score: this.chance.of(0.9) ? this.chance.whole(0, 10_000) : null,
          outcome: this.chance.pick(['passed', 'passed', 'failed', null]),
          knownAt: this.known(at),
        }),
      );
    }
    return events;
  }

  private submission(at: Date, about: About): ActivityEvent[] {
    const objectId = this.chance.whole(1, 1_000_000_000);
    const events = [this.event(at, 'lab.submitted', { ...about, objectId })];
    for (let review = this.chance.whole(0, 2); review > 0; review -= 1) {
      events.push(
        this.event(at, 'lab.scored', {
          ...about,
          objectId,
          isOwn: false,
          score: this.chance.whole(0, 100) * 100,
          outcome: this.chance.pick(['accepted', 'needs_work']),
          knownAt: this.known(at),
        }),
      );
    }
    return events;
  }

  /** Scores may be known at the same moment. */
  private known(at: Date): Date {
    return new Date(at.getTime() + this.chance.whole(0, 3) * DAY);
  }

  /** One enrolment a person and course, which ends more than once. */
  private enrollment(at: Date, userId: number, courseId: number): ActivityEvent[] {
    const kind = this.chance.pick([
      'enrollment.created',
      'enrollment.completed',
      'enrollment.dropped',
    ] as const);
    const objectId = userId * 1000 + courseId;
    return [this.event(at, kind, { userId, courseId, objectId, isOwn: this.chance.of(0.5) })];
  }

  private chat(at: Date, about: About): ActivityEvent[] {
    const outcome = this.chance.pick(['hit', 'hit', 'miss'] as const);
    const longest = outcome === 'hit' ? 900 : 9000;
    const events = [
      this.event(at, 'chat.reply', {
        ...about,
        isOwn: false,
        outcome,
        durationMs: this.chance.of(0.8) ? this.chance.whole(1, longest) : null,
        costMicrodollars: this.chance.of(0.7) ? this.chance.whole(0, 90_000) : null,
      }),
    ];
    if (this.chance.of(0.4)) events.push(this.event(at, 'chat.opened', about));
    if (this.chance.of(0.2))
      events.push(this.event(at, 'chat.diverged', { ...about, isOwn: false }));
    return events;
  }

  private event(
    occurredAt: Date,
    kind: ActivityKind,
    more: Partial<ActivityEvent> & Pick<ActivityEvent, 'userId'>,
  ): ActivityEvent {
    this.count += 1;
    return activity({ key: `random:${this.count}`, occurredAt, kind, ...more });
  }
}

type About = Pick<ActivityEvent, 'userId' | 'courseId' | 'topicId'>;

/**
 * The events in the batches in which they come: mostly in order of time, some much too late, some
 * twice, and in no order within a batch.
 */
export function inBatches(
  chance: Chance,
  events: readonly ActivityEvent[],
  count: number,
): ActivityEvent[][] {
  const batches: ActivityEvent[][] = Array.from({ length: count }, () => []);
  const inOrder = events.toSorted(
    (one, other) => one.occurredAt.getTime() - other.occurredAt.getTime(),
  );
  for (const [position, event] of inOrder.entries()) {
    const due = Math.floor((position * count) / inOrder.length);
    const arrival = chance.of(0.2) ? chance.whole(due, count - 1) : due;
    batches[arrival]?.push(event);
    if (chance.of(0.1)) batches[chance.whole(arrival, count - 1)]?.push(event);
  }
  return batches.map((batch) => chance.shuffled(batch));
}
