import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { studentTopic } from '../topic-name';
import { EXAMPLES } from './examples';
import { ownEvent } from './own-event';

/** What concerns somebody's account and record. */
export const ACCOUNT_EVENTS: readonly LiveEventType[] = [
  ownEvent({
    type: 'api_keys.changed',
    description: 'A key of yours was made, rotated or found by somebody, or all were ended.',
    payload: { change: z.enum(['made', 'rotated', 'leaked', 'reset']) },
    data: z.object({ change: z.enum(['made', 'rotated', 'leaked', 'reset']) }),
    example: { change: 'made' },
    tell: ({ change }) => ({ change }),
  }),
  ownEvent({
    type: 'notification.created',
    description: 'You have a notification more; read it at its route.',
    payload: { notificationId: z.uuid(), kind: z.string() },
    data: z.object({ notification_id: z.uuid(), kind: z.string() }),
    example: { notification_id: EXAMPLES.other, kind: 'task.assigned' },
    tell: ({ notificationId, kind }) => ({ notification_id: notificationId, kind }),
  }),
  liveEvent({
    type: 'student.record.updated',
    description: 'What is known of a student has changed; read the record again.',
    topics: ['student'],
    payload: z.object({ studentId: z.int() }),
    data: z.object({ student_id: z.uuid() }),
    example: { student_id: EXAMPLES.student },
    concerns: ({ studentId }) => ({ userIds: [studentId] }),
    tell: ({ studentId }, known) => {
      const student = known.byId(studentId);
      if (student === null) return null;
      return {
        topics: [studentTopic(student.uuid)],
        data: { student_id: student.uuid },
        subjectIds: [student.id],
      };
    },
  }),
];
