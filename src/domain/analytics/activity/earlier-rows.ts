import type { ActivityKind } from './activity-event';

/** By what an event of the same person and kind is known to tell of the same. */
export type Sameness = 'key' | 'object_id' | 'topic_id';

/** Rows of earlier releases that tell of one kind of activity. */
export interface EarlierRows {
  readonly kind: ActivityKind;
  readonly sameness: Sameness;
  /** The table, named `source`, and what is joined to it. */
  readonly from: string;
  /** What a row's place in the table is: a whole number or text, unique and indexed. */
  readonly id: string;
  /** When the row came to be or was changed last; younger ones may have an event on its way. */
  readonly touchedAt: string;
  readonly where?: string;
  readonly key: string;
  readonly occurredAt: string;
  readonly userId: string;
  readonly isOwn: string;
  readonly courseId?: string;
  readonly topicId?: string;
  readonly objectId?: string;
  readonly score?: string;
  readonly outcome?: string;
  readonly knownAt?: string;
}

const ATTEMPTS = {
  from: `quiz_attempts source JOIN content_items item ON item.id = source.content_item_id`,
  id: 'source.id',
  userId: 'source.user_id',
  courseId: 'item.course_id',
  topicId: 'item.id',
  objectId: 'source.id',
} as const;

const LABS = {
  ...ATTEMPTS,
  from: `lab_submissions source JOIN content_items item ON item.id = source.content_item_id`,
} as const;

const ENROLLMENTS = {
  from: `enrollments source JOIN course_offerings offering ON offering.id = source.course_offering_id`,
  id: 'source.id',
  sameness: 'object_id',
  touchedAt: 'source.updated_at',
  userId: 'source.user_id',
  courseId: 'offering.course_id',
  objectId: 'source.id',
} as const;

const PROGRESS = {
  from: `content_progress source
    JOIN course_offerings offering ON offering.id = source.course_offering_id
    JOIN users person ON person.id = source.user_id`,
  id: 'source.id',
  sameness: 'topic_id',
  touchedAt: 'source.updated_at',
  userId: 'source.user_id',
  courseId: 'offering.course_id',
  topicId: 'source.content_item_id',
} as const;

/** A review, or time that ran out, wrote it in the same transaction: at the very same moment. */
const wasOwn = (moment: string): string => `NOT (
  EXISTS (SELECT FROM lab_reviews review
    JOIN lab_submissions handed_in ON handed_in.id = review.lab_submission_id
    WHERE handed_in.user_id = source.user_id
      AND handed_in.content_item_id = source.content_item_id AND review.created_at = ${moment})
  OR EXISTS (SELECT FROM quiz_attempts attempt
    WHERE attempt.user_id = source.user_id AND attempt.content_item_id = source.content_item_id
      AND attempt.updated_at = ${moment}
      AND (attempt.updated_at <> attempt.submitted_at OR attempt.status = 'EXPIRED')))`;

const POSTS = {
  from: `discussion_posts source JOIN discussion_threads thread ON thread.id = source.thread_id`,
  id: 'source.id',
  sameness: 'key',
  touchedAt: 'source.created_at',
  where: 'source.author_id IS NOT NULL',
  occurredAt: 'source.created_at',
  userId: 'source.author_id',
  isOwn: 'true',
  courseId: 'thread.course_id',
  topicId: 'thread.content_item_id',
  objectId: 'source.id',
} as const;

/** What a person wrote for themselves about a course or something in it. */
const OWN_WRITING = {
  id: 'source.id',
  sameness: 'key',
  touchedAt: 'source.created_at',
  occurredAt: 'source.created_at',
  userId: 'source.user_id',
  isOwn: 'true',
  topicId: 'source.content_item_id',
  objectId: 'source.id',
} as const;

/**
 * Everything that rows tell of the time before there were events; constants of this program. A time
 * that a student gave is taken as given, but nobody did anything here before they signed up.
 */
export const EARLIER_ROWS: readonly EarlierRows[] = [
  {
    ...ENROLLMENTS,
    kind: 'enrollment.created',
    key: `'enrollment.created:' || source.id`,
    occurredAt: 'source.enrolled_at',
    // Whoever was put in by staff is in the audit trail.
    isOwn: `source.id NOT IN (SELECT (details ->> 'enrollmentId')::integer FROM audit_entries
      WHERE action = 'enrollment.create' AND details ->> 'enrollmentId' IS NOT NULL)`,
  },
  {
    ...ENROLLMENTS,
    kind: 'enrollment.completed',
    where: `source.status = 'COMPLETED'`,
    key: `'enrollment.completed:' || source.id`,
    occurredAt: 'coalesce(source.completed_at, source.updated_at)',
    isOwn: 'false',
  },
  {
    ...ENROLLMENTS,
    kind: 'enrollment.dropped',
    where: `source.status = 'DROPPED'`,
    key: `'enrollment.dropped:' || source.id`,
    occurredAt: 'source.updated_at',
    isOwn: 'false',
  },
  {
    ...PROGRESS,
    kind: 'content.progressed',
    key: `'content.progressed:' || source.id`,
    occurredAt: 'greatest(source.started_at, person.created_at)',
    isOwn: wasOwn('source.started_at'),
  },
  {
    ...PROGRESS,
    kind: 'content.completed',
    where: 'source.completed_at IS NOT NULL',
    key: `'content.completed:' || source.id`,
    occurredAt: 'greatest(source.completed_at, person.created_at)',
    isOwn: wasOwn('source.completed_at'),
  },
  {
    ...ATTEMPTS,
    kind: 'quiz.started',
    sameness: 'key',
    touchedAt: 'source.started_at',
    key: `'quiz.started:' || source.id`,
    occurredAt: 'source.started_at',
    isOwn: 'true',
  },
  {
    ...ATTEMPTS,
    kind: 'quiz.submitted',
    sameness: 'key',
    touchedAt: 'source.updated_at',
    where: `source.submitted_at IS NOT NULL`,
    key: `'quiz.submitted:' || source.id`,
    occurredAt: 'source.submitted_at',
    isOwn: `source.status = 'SUBMITTED'`,
  },
  {
    ...ATTEMPTS,
    kind: 'quiz.scored',
    sameness: 'object_id',
    touchedAt: 'source.updated_at',
    where: `source.submitted_at IS NOT NULL AND source.percent IS NOT NULL`,
    key: `'quiz.scored:' || source.id`,
    occurredAt: 'source.submitted_at',
    isOwn: 'false',
    score: 'round(source.percent * 100)::integer',
    outcome: `CASE source.passed WHEN true THEN 'passed' WHEN false THEN 'failed' END`,
    knownAt: 'source.updated_at',
  },
  {
    ...LABS,
    kind: 'lab.submitted',
    sameness: 'key',
    touchedAt: 'source.submitted_at',
    key: `'lab.submitted:' || source.id`,
    occurredAt: 'source.submitted_at',
    isOwn: 'true',
  },
  {
    ...LABS,
    kind: 'lab.scored',
    sameness: 'object_id',
    touchedAt: 'source.reviewed_at',
    where: `source.status <> 'SUBMITTED'`,
    key: `'lab.scored:' || source.id`,
    occurredAt: 'source.submitted_at',
    isOwn: 'false',
    score: 'source.score * 100',
    outcome: 'lower(source.status)',
    knownAt: 'source.reviewed_at',
  },
  {
    ...OWN_WRITING,
    kind: 'note.created',
    from: `notes source
      LEFT JOIN content_items item ON item.id = source.content_item_id
      LEFT JOIN modules module ON module.id = source.module_id`,
    key: `'note.created:' || source.id`,
    courseId: 'coalesce(source.course_id, item.course_id, module.course_id)',
  },
  {
    ...OWN_WRITING,
    kind: 'flashcard.created',
    from: 'flashcards source',
    key: `'flashcard.created:' || source.id`,
    courseId: 'source.course_id',
  },
  {
    ...OWN_WRITING,
    kind: 'flashcard.reviewed',
    from: `flashcard_reviews source LEFT JOIN flashcards card ON card.id = source.flashcard_id`,
    touchedAt: 'source.reviewed_at',
    key: `'flashcard.reviewed:' || source.user_id || ':' || source.review_id`,
    occurredAt: 'source.reviewed_at',
    courseId: 'source.course_id',
    topicId: 'card.content_item_id',
    objectId: 'source.flashcard_id',
  },
  {
    ...POSTS,
    kind: 'discussion.thread.created',
    from: 'discussion_threads source',
    key: `'discussion.thread.created:' || source.id`,
    courseId: 'source.course_id',
    topicId: 'source.content_item_id',
  },
  {
    ...POSTS,
    kind: 'discussion.post.created',
    key: `'discussion.post.created:' || source.id`,
  },
  {
    kind: 'course.rated',
    sameness: 'object_id',
    from: 'course_ratings source',
    id: 'source.id',
    touchedAt: 'source.updated_at',
    key: `'course.rated:' || source.id`,
    occurredAt: 'source.created_at',
    userId: 'source.user_id',
    isOwn: 'true',
    courseId: 'source.course_id',
    objectId: 'source.id',
  },
  {
    kind: 'task.submitted',
    sameness: 'key',
    from: 'task_submissions source JOIN tasks task ON task.id = source.task_id',
    id: 'source.id',
    touchedAt: 'source.submitted_at',
    key: `'task.submitted:' || source.id`,
    occurredAt: 'source.submitted_at',
    userId: 'task.user_id',
    isOwn: 'true',
    courseId: 'task.course_id',
  },
];
