import { z } from 'zod';
import type { DispatchedEvent } from '../../../platform/queue/event-sink';
import { eventsWith, isCoach, type NotificationSource } from './notification-source';

const aboutTask = z.object({ userId: z.int(), taskId: z.uuid() });
const TASKS = `${eventsWith(`"userId" integer, "taskId" uuid`)}
  JOIN tasks task ON task.id = event."taskId" AND task.user_id = event."userId"`;
const TARGET = `'task' AS "targetType", task.id::text AS "targetId"`;

/** Whether the event ends that a task waits for a review. */
export function endsReview(eventName: string): boolean {
  return ['task.completed', 'task.returned', 'task.withdrawn'].includes(eventName);
}

/** Which task an event is about. @throws ZodError for an event about none. */
export function taskOf({ payload }: DispatchedEvent): string {
  return aboutTask.parse(payload).taskId;
}

/** Tasks that go from one person to another. Those of a plan come with the plan. */
export const TASK_SOURCES: readonly NotificationSource[] = [
  {
    event: 'task.created',
    payload: aboutTask,
    select: `
      SELECT event."eventId", event."occurredAt", task.user_id AS "userId",
        'task.assigned' AS kind, task.created_by AS "actorId", task.course_id AS "courseId", ${TARGET}
      FROM ${TASKS}
      WHERE task.source IN ('coach', 'coaching_session', 'course')
        AND task.created_by IS DISTINCT FROM task.user_id`,
  },
  {
    event: 'task.submitted',
    payload: aboutTask,
    select: `
      SELECT event."eventId", event."occurredAt", reviewer.id AS "userId",
        'task.to_review' AS kind, reviewer.standing, task.user_id AS "subjectId",
        task.course_id AS "courseId", ${TARGET}
      FROM ${TASKS}
      CROSS JOIN LATERAL (
        SELECT link.coach_id AS id, 'coach' AS standing FROM coach_students link
        WHERE task.source <> 'course' AND link.student_id = task.user_id
          AND link.status = 'active' AND ${isCoach('link.coach_id')}
        UNION ALL
        SELECT teacher.user_id, 'instructor' FROM offering_instructors teacher
        WHERE task.source = 'course' AND teacher.course_offering_id = task.course_offering_id
      ) reviewer
      WHERE task.verification = 'review' AND task.status = 'submitted'
        AND reviewer.id <> task.user_id`,
  },
  {
    event: 'task.returned',
    payload: aboutTask,
    select: `
      SELECT event."eventId", event."occurredAt", task.user_id AS "userId",
        'task.returned' AS kind, task.course_id AS "courseId", ${TARGET}
      FROM ${TASKS}`,
  },
  {
    event: 'task.completed',
    payload: aboutTask.extend({ points: z.int() }),
    select: `
      SELECT event."eventId", event."occurredAt", task.user_id AS "userId",
        'task.completed' AS kind, task.course_id AS "courseId", ${TARGET},
        jsonb_build_object('points', event.points) AS facts
      FROM ${eventsWith(`"userId" integer, "taskId" uuid, points integer`)}
      JOIN tasks task ON task.id = event."taskId" AND task.user_id = event."userId"
      WHERE task.verification <> 'self' AND task.completed_by IS DISTINCT FROM task.user_id`,
  },
];
