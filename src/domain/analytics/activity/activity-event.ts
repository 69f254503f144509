/** Everything that people do here and that reports count. */
export const ACTIVITY_KINDS = [
  'sign_in.created',
  'sign_in.renewed',
  'enrollment.created',
  'enrollment.completed',
  'enrollment.dropped',
  'content.viewed',
  'content.progressed',
  'content.completed',
  'module.progressed',
  'chat.opened',
  'chat.turn',
  'chat.reply',
  'chat.diverged',
  'quiz.started',
  'quiz.submitted',
  'quiz.scored',
  'lab.submitted',
  'lab.scored',
  'note.created',
  'flashcard.created',
  'flashcard.reviewed',
  'discussion.thread.created',
  'discussion.post.created',
  'course.rated',
  'task.submitted',
] as const;

export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** Who told us: the program itself, the rows of its earlier releases, or another system. */
export const ACTIVITY_SOURCES = ['trellis', 'backfill', 'moodle', 'caliper', 'xapi'] as const;

export type ActivitySource = (typeof ACTIVITY_SOURCES)[number];

/** One thing that happened to or by a person. */
export interface ActivityEvent {
  /** Names it for good: what comes again under the same words at the same time is the same. */
  readonly key: string;
  /** Whole milliseconds. */
  readonly occurredAt: Date;
  readonly userId: number;
  readonly kind: ActivityKind;
  /** Whether the person did it; what happens to them makes nobody active. */
  readonly isOwn: boolean;
  readonly courseId: number | null;
  /** A content item, or below zero an imported topic. */
  readonly topicId: number | null;
  /** The attempt, submission, enrolment, message … that it is about. */
  readonly objectId: number | null;
  readonly durationMs: number | null;
  /** Hundredths of a percent, 0 to 10,000. */
  readonly score: number | null;
  readonly outcome: ActivityOutcome | null;
  /** What a reply cost when it was made, in millionths of a US dollar; null where unknown. */
  readonly costMicrodollars: number | null;
  readonly source: ActivitySource;
  /** When it became known: of two scores of one attempt, the later known counts. */
  readonly knownAt: Date;
}

export type ActivityOutcome = 'passed' | 'failed' | 'accepted' | 'needs_work' | 'hit' | 'miss';
