import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { studentTopic, userTopic } from '../topic-name';
import { EXAMPLES } from './examples';

/**
 * What becomes of documents. Of a student's coaches those hear of one who may read it; the topic of
 * the student, which all of them follow, has it when all of them may.
 */
export const DOCUMENT_EVENTS: readonly LiveEventType[] = [
  liveEvent({
    type: 'document.status',
    description: 'A file was found clean or infected, its text was read, or one of both failed.',
    topics: ['student', 'user'],
    payload: z.object({
      documentId: z.uuid(),
      studentUuid: z.uuid(),
      version: z.int(),
      status: z.string(),
    }),
    data: z.object({
      document_id: z.uuid(),
      student_id: z.uuid().describe('Whose document it is.'),
      version: z.int().describe('The number of the file, from 1 on.'),
      status: z.string(),
    }),
    example: {
      document_id: EXAMPLES.document,
      student_id: EXAMPLES.student,
      version: 1,
      status: 'ready',
    },
    concerns: ({ documentId, studentUuid }) => ({
      userUuids: [studentUuid],
      documentIds: [documentId],
    }),
    tell: ({ documentId, studentUuid, version, status }, known) => {
      const student = known.byUuid(studentUuid);
      if (student === null) return null;
      const readers = known.readersOf(documentId, student);
      return {
        topics: [
          userTopic(student.uuid),
          ...readers.map(({ uuid }) => userTopic(uuid)),
          ...(readers.length === student.coaches.length ? [studentTopic(student.uuid)] : []),
        ],
        data: { document_id: documentId, student_id: student.uuid, version, status },
        subjectIds: [student.id],
      };
    },
  }),
];
