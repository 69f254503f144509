import { z } from 'zod';
import type { LiveEventType } from '../live-event';
import { ownEvent } from './own-event';

const offering = z.int().nullable();

/**
 * What students do in courses: told to themselves, and where those who teach the course have
 * something to do, to them, without a name and without a mark.
 */
export const COURSEWORK_EVENTS: readonly LiveEventType[] = [
  ownEvent({
    type: 'quiz.attempt.submitted',
    description: 'An attempt at a quiz was closed and scored.',
    payload: {
      attemptId: z.int(),
      courseId: z.int(),
      contentItemId: z.int(),
      percent: z.number().nullable(),
      passed: z.boolean().nullable(),
    },
    data: z.object({
      attempt_id: z.int(),
      course_id: z.int(),
      content_id: z.int(),
      percent: z.number().nullable().describe('Null when nothing of it is scored yet.'),
      passed: z.boolean().nullable().describe('Null while an essay waits for its review.'),
    }),
    example: { attempt_id: 5, course_id: 1, content_id: 7, percent: 80, passed: true },
    tell: (event) => ({
      attempt_id: event.attemptId,
      course_id: event.courseId,
      content_id: event.contentItemId,
      percent: event.percent,
      passed: event.passed,
    }),
  }),
  ownEvent({
    type: 'quiz.attempt.reviewed',
    description: 'What was written in an attempt at a quiz has its review, and nothing waits.',
    payload: { attemptId: z.int(), courseId: z.int(), contentItemId: z.int() },
    data: z.object({ attempt_id: z.int(), course_id: z.int(), content_id: z.int() }),
    example: { attempt_id: 5, course_id: 1, content_id: 7 },
    tell: ({ attemptId, courseId, contentItemId }) => ({
      attempt_id: attemptId,
      course_id: courseId,
      content_id: contentItemId,
    }),
  }),
  ownEvent(
    {
      type: 'lab.submission.created',
      description: 'Something was handed in for a lab.',
      payload: {
        submissionId: z.int(),
        courseId: z.int(),
        contentItemId: z.int(),
        courseOfferingId: offering,
        attemptNumber: z.int(),
      },
      data: z.object({
        submission_id: z.int(),
        course_id: z.int(),
        content_id: z.int(),
        course_offering_id: offering,
        attempt_number: z.int(),
      }),
      example: {
        submission_id: 9,
        course_id: 1,
        content_id: 7,
        course_offering_id: 3,
        attempt_number: 1,
      },
      tell: (event) => ({
        submission_id: event.submissionId,
        course_id: event.courseId,
        content_id: event.contentItemId,
        course_offering_id: event.courseOfferingId,
        attempt_number: event.attemptNumber,
      }),
    },
    'with staff',
  ),
  ownEvent({
    type: 'lab.submission.reviewed',
    description: 'What was handed in for a lab has its review.',
    payload: {
      submissionId: z.int(),
      courseId: z.int(),
      contentItemId: z.int(),
      status: z.string(),
      score: z.number(),
    },
    data: z.object({
      submission_id: z.int(),
      course_id: z.int(),
      content_id: z.int(),
      status: z.string(),
      score: z.number().describe('0 to 100.'),
    }),
    example: { submission_id: 9, course_id: 1, content_id: 7, status: 'ACCEPTED', score: 90 },
    tell: (event) => ({
      submission_id: event.submissionId,
      course_id: event.courseId,
      content_id: event.contentItemId,
      status: event.status,
      score: event.score,
    }),
  }),
];
