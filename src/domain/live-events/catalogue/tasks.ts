import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { studentTopic, userTopic } from '../topic-name';
import { EXAMPLES } from './examples';

const payload = z.object({
  userId: z.int(),
  taskId: z.uuid(),
  source: z.string().optional(),
  points: z.int().optional(),
  status: z.string().optional(),
});

const data = z.object({
  task_id: z.uuid(),
  student_id: z.uuid().describe('Whose task it is.'),
});

const FACTS = {
  source: z.string().describe('Where it comes from, e.g. self or coaching_session.'),
  points: z.int().describe('What it paid.'),
  status: z.string().describe('What it is now.'),
};

const EXAMPLE = { task_id: EXAMPLES.task, student_id: EXAMPLES.student };

function taskEvent(
  type: string,
  description: string,
  fact: keyof typeof FACTS | null = null,
  example: Readonly<Record<string, string | number>> = {},
): LiveEventType {
  return liveEvent({
    type,
    description,
    topics: ['student', 'user'],
    payload,
    data: fact === null ? data : data.extend({ [fact]: FACTS[fact] }),
    example: { ...EXAMPLE, ...example },
    concerns: ({ userId }) => ({ userIds: [userId] }),
    tell: (event, known) => {
      const owner = known.byId(event.userId);
      if (owner === null) return null;
      const told = fact === null ? {} : { [fact]: event[fact] };
      return {
        topics: [studentTopic(owner.uuid), userTopic(owner.uuid)],
        data: { task_id: event.taskId, student_id: owner.uuid, ...told },
        subjectIds: [owner.id],
      };
    },
  });
}

/** What becomes of tasks, for their student and whoever looks after the student. */
export const TASK_EVENTS: readonly LiveEventType[] = [
  taskEvent('task.created', 'A student has a task more.', 'source', { source: 'self' }),
  taskEvent('task.updated', 'What a task says has changed.'),
  taskEvent('task.submitted', 'A task was handed in.'),
  taskEvent('task.returned', 'A reviewer wants more before the task is done.'),
  taskEvent('task.completed', 'A task is done.', 'points', { points: 20 }),
  taskEvent('task.withdrawn', 'A task was taken back or given up.', 'status', {
    status: 'cancelled',
  }),
];
