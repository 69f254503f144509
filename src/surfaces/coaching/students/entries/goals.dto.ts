import { TextField } from '../../../http/fields';
import { FlagField } from '../../../http/value-fields';
import { DateField } from '../../../http/date-field';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** Something that the student wants to reach. */
export class StudentGoalRequest {
  @TextField({ maximum: 200, example: 'Improve SAT score' })
  title: string;

  @TextField({ minimum: 0, maximum: 2_000, example: '1500+', optional: true, nullable: true })
  target?: string | null;

  @DateField({ example: '2027-05-01', optional: true, nullable: true })
  deadline?: string | null;

  @FlagField({ example: false, optional: true, description: 'False when absent.' })
  is_reached?: boolean;
}

/** A goal in the record. */
export class StudentGoalReply extends EntryReplyOf(StudentGoalRequest) {}

export const GOALS: EntryRoutes<'goal', StudentGoalRequest, StudentGoalReply> = {
  kind: 'goal',
  path: 'goals',
  one: 'a goal',
  many: 'goals',
  request: StudentGoalRequest,
  reply: StudentGoalReply,
  toData: (request) => ({
    title: request.title,
    target: request.target,
    deadline: request.deadline,
    isReached: request.is_reached,
  }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    title: entry.data.title,
    target: entry.data.target,
    deadline: entry.data.deadline,
    is_reached: entry.data.isReached,
  }),
};
