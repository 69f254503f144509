import { z } from 'zod';
import { eventsWith, isNotYetTold, type NotificationSource } from './notification-source';

const changeOfEnrollment = z.object({
  enrollmentId: z.int(),
  userId: z.int(),
  courseId: z.int(),
  status: z.string(),
  changedBy: z.int().nullish(),
});
const ENROLLMENT_CHANGED = `
  SELECT event."eventId", event."occurredAt", event."userId", 'enrollment.changed' AS kind,
    event."courseId", 'enrollment' AS "targetType", event."enrollmentId"::text AS "targetId",
    jsonb_build_object('status', event.status) AS facts
  FROM ${eventsWith(`"enrollmentId" integer, "userId" integer, "courseId" integer, status text,
    "changedBy" integer`)}
  WHERE event."changedBy" <> event."userId"`;

/** What others do in a course that concerns a student. */
export const COURSE_SOURCES: readonly NotificationSource[] = [
  { event: 'enrollment.created', payload: changeOfEnrollment, select: ENROLLMENT_CHANGED },
  { event: 'enrollment.updated', payload: changeOfEnrollment, select: ENROLLMENT_CHANGED },
  {
    event: 'lab.submission.reviewed',
    payload: z.object({
      submissionId: z.int(),
      userId: z.int(),
      courseId: z.int(),
      contentItemId: z.int(),
      status: z.string(),
      score: z.number(),
    }),
    select: `
      SELECT event."eventId", event."occurredAt", event."userId", 'lab.reviewed' AS kind,
        event."courseId", 'lab_submission' AS "targetType",
        event."submissionId"::text AS "targetId",
        jsonb_build_object('status', event.status, 'score', event.score,
          'contentItemId', event."contentItemId") AS facts
      FROM ${eventsWith(`"submissionId" integer, "userId" integer, "courseId" integer,
        "contentItemId" integer, status text, score numeric`)}`,
  },
  {
    event: 'quiz.attempt.reviewed',
    payload: z.object({
      attemptId: z.int(),
      userId: z.int(),
      courseId: z.int(),
      contentItemId: z.int(),
    }),
    select: `
      SELECT DISTINCT ON (event."attemptId")
        event."eventId", event."occurredAt", event."userId", 'quiz.reviewed' AS kind,
        event."courseId", 'quiz_attempt' AS "targetType", event."attemptId"::text AS "targetId",
        jsonb_build_object('contentItemId', event."contentItemId") AS facts
      FROM ${eventsWith(`"attemptId" integer, "userId" integer, "courseId" integer,
        "contentItemId" integer`)}
      WHERE ${isNotYetTold('event."userId"', 'quiz.reviewed', 'event."attemptId"::text')}
      ORDER BY event."attemptId", event."occurredAt"`,
  },
  {
    // Who answered is not told: in discussions people go by pseudonyms, and a thread of somebody
    // else is not named either. What is unread tells of every further answer.
    event: 'discussion.post.created',
    payload: z.object({
      postId: z.int(),
      threadId: z.int(),
      parentPostId: z.int().nullable(),
      courseId: z.int(),
      userId: z.int(),
    }),
    select: `
      SELECT DISTINCT ON (answered.id, event."threadId")
        event."eventId", event."occurredAt", answered.id AS "userId",
        'discussion.replied' AS kind, event."courseId", 'discussion' AS "targetType",
        event."threadId"::text AS "targetId"
      FROM ${eventsWith(`"postId" integer, "threadId" integer, "parentPostId" integer,
        "courseId" integer, "userId" integer`)}
      CROSS JOIN LATERAL (
        SELECT author_id AS id FROM discussion_threads WHERE id = event."threadId"
        UNION
        SELECT author_id FROM discussion_posts WHERE id = event."parentPostId"
      ) answered
      WHERE answered.id <> event."userId" 
        AND ${isNotYetTold('answered.id', 'discussion.replied', 'event."threadId"::text')}
      ORDER BY answered.id, event."threadId", event."occurredAt"`,
  },
];
