import { z } from 'zod';
import type { KnownPeople } from '../known-people';
import { liveEvent, type LiveEventType, type Telling } from '../live-event';
import { CRISIS_TOPIC_OF_ADMINS, crisisTopicOf } from '../topic-name';
import { EXAMPLES } from './examples';

const SEVERITY = z.enum(['moderate', 'high', 'imminent']);

const payload = z.object({
  studentUuid: z.uuid(),
  severity: SEVERITY,
  timestamp: z.iso.datetime(),
});

const data = z.object({
  student_id: z.uuid().describe('Who may be in danger.'),
  severity: SEVERITY,
  timestamp: z.iso.datetime().describe('When it was noticed, in UTC.'),
});

const stepPayload = z.object({
  caseId: z.uuid(),
  studentUuid: z.uuid(),
  step: z.string(),
});

const stepData = z.object({
  case_id: z.uuid(),
  student_id: z.uuid(),
  step: z.string().describe('What somebody decided: acknowledged, escalated or resolved.'),
});

/**
 * Those who look after a student now, never the student: not as a coach of others, and where the
 * student is an admin, no admin hears of it here.
 */
function toCarers<Data>(studentUuid: string, known: KnownPeople, told: Data): Telling<Data> | null {
  const student = known.byUuid(studentUuid);
  if (student === null) return null;
  return {
    topics: [
      ...student.coaches.map(({ id }) => crisisTopicOf(id)),
      ...(student.isPlatformAdmin ? [] : [CRISIS_TOPIC_OF_ADMINS]),
    ],
    data: told,
    subjectIds: [student.id],
  };
}

function crisisNews(type: string, description: string): LiveEventType {
  return liveEvent({
    type,
    description,
    topics: ['crisis_alerts'],
    payload,
    data,
    example: {
      student_id: EXAMPLES.student,
      severity: 'high',
      timestamp: '2025-01-15T10:30:00Z',
    },
    concerns: ({ studentUuid }) => ({ userUuids: [studentUuid] }),
    tell: ({ studentUuid, severity, timestamp }, known) =>
      toCarers(studentUuid, known, { student_id: studentUuid, severity, timestamp }),
  });
}

/** What is told of students in a possible crisis, to those who look after them alone. */
export const CRISIS_EVENTS: readonly LiveEventType[] = [
  crisisNews(
    'crisis.detected',
    'A case was opened for a student or became graver, or a search found the danger again.',
  ),
  crisisNews(
    'crisis.escalated',
    'Nobody acknowledged a case in time, or somebody asked for more people.',
  ),
  liveEvent({
    type: 'crisis.case.updated',
    description: 'Somebody took a step in a case.',
    topics: ['crisis_alerts'],
    payload: stepPayload,
    data: stepData,
    example: { case_id: EXAMPLES.other, student_id: EXAMPLES.student, step: 'acknowledged' },
    concerns: ({ studentUuid }) => ({ userUuids: [studentUuid] }),
    tell: ({ caseId, studentUuid, step }, known) =>
      toCarers(studentUuid, known, { case_id: caseId, student_id: studentUuid, step }),
  }),
];
