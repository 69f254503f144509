import type { TopicKind } from '../../../domain/live-events/live-event';

/** How a kind of topic is shown. */
interface TopicChannel {
  /** What clients subscribe to; braces are filled in. */
  readonly address: string;
  readonly example: string;
  readonly description: string;
  /** What the braces stand for. */
  readonly parameters: Readonly<Record<string, { readonly description: string }>>;
}

const PERSON = '123e4567-e89b-12d3-a456-426614174000';

/** Every kind of topic that people follow, with who may. */
export const TOPIC_CHANNELS: Readonly<Record<TopicKind, TopicChannel>> = {
  student: {
    address: 'student:{student_id}',
    example: `student:${PERSON}`,
    description:
      'What the student and those who look after them may know alike. For the student, the coaches who are linked to them now, and platform admins.',
    parameters: { student_id: { description: "The student's uuid." } },
  },
  user: {
    address: 'user:{user_id}',
    example: `user:${PERSON}`,
    description: 'What concerns one person alone. For that person and platform admins.',
    parameters: { user_id: { description: "The person's uuid, or their number." } },
  },
  session: {
    address: 'session:{session_id}',
    example: 'session:21',
    description: 'A chat session. For the student whose it is.',
    parameters: { session_id: { description: 'The number of the chat session.' } },
  },
  course: {
    address: 'course:{course_id}',
    example: 'course:1',
    description: 'What a course says; nothing of any student. For whoever may read the course.',
    parameters: { course_id: { description: 'The number of the course.' } },
  },
  course_staff: {
    address: 'course_staff:{course_id}',
    example: 'course_staff:1',
    description:
      'What happens in a course, without names and marks. For those who teach it and platform admins.',
    parameters: { course_id: { description: 'The number of the course.' } },
  },
  job: {
    address: 'job:{job_id}',
    example: 'job:0198c0de-7e57-4abc-8def-0123456789ab',
    description: 'A run of an agent, an import or an export. For whoever may read it at its route.',
    parameters: { job_id: { description: 'The id of the run, the import or the export.' } },
  },
  crisis_alerts: {
    address: 'crisis_alerts',
    example: 'crisis_alerts',
    description:
      'Students who may be in danger. For coaches, of the students whom they look after now, and for platform admins, of all. Never for students.',
    parameters: {},
  },
};
