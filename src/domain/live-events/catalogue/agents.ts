import { z } from 'zod';
import type { KnownPeople } from '../known-people';
import { liveEvent, type LiveEventType, type Telling } from '../live-event';
import { jobTopic, studentTopic, userTopic } from '../topic-name';
import { EXAMPLES } from './examples';

const run = {
  runId: z.uuid(),
  agent: z.string(),
  studentId: z.int(),
  requestedBy: z.int().nullish(),
};

const told = {
  run_id: z.uuid(),
  agent: z.string().describe('Which agent, e.g. assess/profile.'),
  student_id: z.uuid(),
};

const EXAMPLE = { run_id: EXAMPLES.run, agent: 'assess/profile', student_id: EXAMPLES.student };

/**
 * Where a run is told, as its route shows it: who asked hears of it while they may open the student's
 * record. The student's own topic has what the student asked for themselves, so that nothing that
 * others look into, crises above all, is told there.
 */
function aboutRun<Facts>(
  event: { runId: string; agent: string; studentId: number; requestedBy?: number | null },
  known: KnownPeople,
  facts: Facts,
): Telling<{ run_id: string; agent: string; student_id: string } & Facts> | null {
  const student = known.byId(event.studentId);
  if (student === null) return null;
  const requester = known.byId(event.requestedBy);
  const topics = [jobTopic(event.runId)];
  if (requester !== null && known.mayOpen(requester, student)) {
    topics.push(userTopic(requester.uuid));
  }
  if (requester?.id === student.id) topics.push(studentTopic(student.uuid));
  return {
    topics,
    data: { run_id: event.runId, agent: event.agent, student_id: student.uuid, ...facts },
    subjectIds: requester === null ? [student.id] : [student.id, requester.id],
  };
}

/** How runs of agents go on. */
export const AGENT_EVENTS: readonly LiveEventType[] = [
  liveEvent({
    type: 'agent.progress',
    description: 'A run got further.',
    topics: ['job', 'student', 'user'],
    payload: z.object({ ...run, progress: z.int().min(0).max(100) }),
    data: z.object({ ...told, progress: z.int().min(0).max(100).describe('In percent.') }),
    example: { ...EXAMPLE, progress: 60 },
    concerns: ({ studentId, requestedBy }) => ({ userIds: [studentId, requestedBy ?? null] }),
    tell: (event, known) => aboutRun(event, known, { progress: event.progress }),
  }),
  liveEvent({
    type: 'agent.completed',
    description: 'A run has ended; its result is at its route.',
    topics: ['job', 'student', 'user'],
    payload: z.object({ ...run, status: z.enum(['succeeded', 'failed']) }),
    data: z.object({ ...told, status: z.enum(['succeeded', 'failed']) }),
    example: { ...EXAMPLE, status: 'succeeded' },
    concerns: ({ studentId, requestedBy }) => ({ userIds: [studentId, requestedBy ?? null] }),
    tell: (event, known) => aboutRun(event, known, { status: event.status }),
  }),
];
