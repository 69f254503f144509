import { z } from 'zod';
import { encodeUuid } from '../../../kernel/id';
import type { KnownPeople } from '../known-people';
import { liveEvent, type LiveEventType, type Telling } from '../live-event';
import { crisisTopicOf, studentTopic, userTopic } from '../topic-name';
import { EXAMPLES } from './examples';

const link = z.object({ coachId: z.int(), studentId: z.int() });

const linkData = z.object({ coach_id: z.uuid(), student_id: z.uuid() });

const EXAMPLE = { coach_id: EXAMPLES.coach, student_id: EXAMPLES.student };

/** The id of a session as the coaching contract shows it. */
function publicSessionId(uuid: string): string {
  return `sess_${encodeUuid(uuid)}`;
}

/** Both sides hear of their link; a student's other coaches don't. */
function toBoth(
  { coachId, studentId }: z.infer<typeof link>,
  known: KnownPeople,
): Telling<z.infer<typeof linkData>> | null {
  const coach = known.byId(coachId);
  const student = known.byId(studentId);
  if (coach === null || student === null) return null;
  return {
    topics: [userTopic(coach.uuid), userTopic(student.uuid)],
    data: { coach_id: coach.uuid, student_id: student.uuid },
    subjectIds: [coachId, studentId],
  };
}

/** Coaches and their students. */
export const COACHING_EVENTS: readonly LiveEventType[] = [
  liveEvent({
    type: 'coach.linked',
    description: 'A coach looks after a student from now on.',
    topics: ['user'],
    payload: link,
    data: linkData,
    example: EXAMPLE,
    concerns: ({ coachId, studentId }) => ({ userIds: [coachId, studentId] }),
    tell: toBoth,
  }),
  liveEvent({
    type: 'coach.unlinked',
    description: 'A coach looks after a student no longer.',
    topics: ['user'],
    payload: link,
    data: linkData,
    example: EXAMPLE,
    concerns: ({ coachId, studentId }) => ({ userIds: [coachId, studentId] }),
    // What the coach was told of the student is not replayed to them any more.
    forget: ({ coachId, studentId }, known) => {
      const coach = known.byId(coachId);
      const own = coach === null ? [] : [userTopic(coach.uuid)];
      return [crisisTopicOf(coachId), ...own].map((topic) => ({ topic, subjectId: studentId }));
    },
    tell: toBoth,
  }),
  liveEvent({
    type: 'coaching_session.written',
    description: 'A session with a coach was written down or changed; its notes are not told.',
    topics: ['student'],
    payload: z.object({ sessionId: z.uuid(), studentId: z.int() }),
    data: z.object({ session_id: z.string(), student_id: z.uuid() }),
    example: { session_id: publicSessionId(EXAMPLES.session), student_id: EXAMPLES.student },
    concerns: ({ studentId }) => ({ userIds: [studentId] }),
    tell: ({ sessionId, studentId }, known) => {
      const student = known.byId(studentId);
      if (student === null) return null;
      return {
        topics: [studentTopic(student.uuid)],
        data: { session_id: publicSessionId(sessionId), student_id: student.uuid },
        subjectIds: [student.id],
      };
    },
  }),
];
