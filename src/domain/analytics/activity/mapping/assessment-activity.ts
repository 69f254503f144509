import { z } from 'zod';
import type { DispatchedEvent } from '../../../../platform/queue/event-sink';
import type { ActivityEvent, ActivityOutcome } from '../activity-event';
import { type ActivityMapping, activityOf } from './activity-mapping';

const work = z.object({ userId: z.int(), courseId: z.int(), contentItemId: z.int() });
const attempt = work.extend({ attemptId: z.int() });
const submission = work.extend({ submissionId: z.int() });
/** When the work was handed in; every score of it counts for that moment. */
const submittedAt = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .optional();
const scored = attempt.extend({
  percent: z.number().nullable().default(null),
  passed: z.boolean().nullable().default(null),
  submittedAt,
});
const handedIn = scored.extend({ isExpired: z.boolean().default(false) });

function started(event: DispatchedEvent): ActivityEvent[] {
  const about = attempt.parse(event.payload);
  const kind = 'quiz.started';
  const key = `${kind}:${about.attemptId}`;
  return [activityOf(event, { ...placeOf(about), key, kind, isOwn: true })];
}

function attemptSubmitted(event: DispatchedEvent): ActivityEvent[] {
  const about = handedIn.parse(event.payload);
  const kind = 'quiz.submitted';
  const handingIn = activityOf(event, {
    ...placeOf(about),
    key: `${kind}:${about.attemptId}`,
    kind,
    isOwn: !about.isExpired,
    occurredAt: about.submittedAt ?? event.occurredAt,
  });
  return [handingIn, ...scoreOf(event, about)];
}

function attemptReviewed(event: DispatchedEvent): ActivityEvent[] {
  return scoreOf(event, scored.parse(event.payload));
}

function scoreOf(event: DispatchedEvent, about: z.infer<typeof scored>): ActivityEvent[] {
  if (about.percent === null) return [];
  const kind = 'quiz.scored';
  return [
    activityOf(event, {
      ...placeOf(about),
      key: `${kind}:${event.id}`,
      kind,
      isOwn: false,
      occurredAt: about.submittedAt ?? event.occurredAt,
      score: Math.round(about.percent * 100),
      outcome: outcomeOf(about.passed),
    }),
  ];
}

function labSubmitted(event: DispatchedEvent): ActivityEvent[] {
  const about = submission.extend({ submittedAt }).parse(event.payload);
  const kind = 'lab.submitted';
  return [
    activityOf(event, {
      ...placeOf(about),
      key: `${kind}:${about.submissionId}`,
      kind,
      isOwn: true,
      occurredAt: about.submittedAt ?? event.occurredAt,
    }),
  ];
}

function labReviewed(event: DispatchedEvent): ActivityEvent[] {
  const about = submission
    .extend({ status: z.enum(['ACCEPTED', 'NEEDS_WORK']), score: z.number(), submittedAt })
    .parse(event.payload);
  const kind = 'lab.scored';
  return [
    activityOf(event, {
      ...placeOf(about),
      key: `${kind}:${event.id}`,
      kind,
      isOwn: false,
      occurredAt: about.submittedAt ?? event.occurredAt,
      score: Math.round(about.score * 100),
      outcome: about.status === 'ACCEPTED' ? 'accepted' : 'needs_work',
    }),
  ];
}

function placeOf(
  about: z.infer<typeof work> & { readonly attemptId?: number; readonly submissionId?: number },
) {
  return {
    userId: about.userId,
    courseId: about.courseId,
    topicId: about.contentItemId,
    objectId: about.attemptId ?? about.submissionId ?? null,
  };
}

function outcomeOf(passed: boolean | null): ActivityOutcome | null {
  if (passed === null) return null;
  return passed ? 'passed' : 'failed';
}

/** Attempts at quizzes, what is handed in for labs, and what both were scored. */
export const ASSESSMENT_ACTIVITY: ActivityMapping = {
  'quiz.attempt.started': started,
  'quiz.attempt.submitted': attemptSubmitted,
  'quiz.attempt.reviewed': attemptReviewed,
  'lab.submission.created': labSubmitted,
  'lab.submission.reviewed': labReviewed,
};
