import { COURSE_RIGOURS, type CourseTaken } from '../../../../domain/students/student-record';
import { TextField } from '../../../http/fields';
import { ChoiceField, IntegerField } from '../../../http/value-fields';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** A course of the student's school. */
export class CourseTakenRequest {
  @TextField({ maximum: 200, example: 'AP Calculus BC' })
  name: string;

  @TextField({
    minimum: 0,
    maximum: 2_000,
    example: 'Mathematics',
    optional: true,
    nullable: true,
  })
  subject?: string | null;

  @ChoiceField(COURSE_RIGOURS, {
    example: 'AP',
    optional: true,
    description: 'REGULAR when absent.',
  })
  rigour?: CourseTaken['rigour'];

  @TextField({
    maximum: 20,
    example: 'A-',
    optional: true,
    nullable: true,
    description: 'As the school gave it.',
  })
  grade?: string | null;

  @IntegerField({
    minimum: 0,
    maximum: 16,
    example: 11,
    optional: true,
    nullable: true,
    description: 'The grade of school in which it was taken.',
  })
  year?: number | null;
}

/** A course in the record. */
export class CourseTakenReply extends EntryReplyOf(CourseTakenRequest) {}

export const COURSES_TAKEN: EntryRoutes<'course', CourseTakenRequest, CourseTakenReply> = {
  kind: 'course',
  path: 'courses',
  one: 'a course',
  many: 'courses',
  request: CourseTakenRequest,
  reply: CourseTakenReply,
  toData: (request) => ({
    name: request.name,
    subject: request.subject,
    rigour: request.rigour,
    grade: request.grade,
    year: request.year,
  }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    name: entry.data.name,
    subject: entry.data.subject,
    rigour: entry.data.rigour,
    grade: entry.data.grade,
    year: entry.data.year,
  }),
};
