import { type Award, AWARD_LEVELS } from '../../../../domain/students/student-record';
import { TextField } from '../../../http/fields';
import { ChoiceField } from '../../../http/value-fields';
import { DateField } from '../../../http/date-field';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** Something that the student won. */
export class AwardRequest {
  @TextField({ maximum: 200, example: 'Regional science fair, second place' })
  name: string;

  @ChoiceField(AWARD_LEVELS, {
    example: 'REGIONAL',
    optional: true,
    description: 'SCHOOL when absent.',
  })
  level?: Award['level'];

  @DateField({ example: '2026-02-20', optional: true, nullable: true })
  received_on?: string | null;

  @TextField({
    minimum: 0,
    maximum: 2_000,
    example: 'For a low-cost water sensor.',
    optional: true,
    nullable: true,
  })
  description?: string | null;
}

/** An award in the record. */
export class AwardReply extends EntryReplyOf(AwardRequest) {}

export const AWARDS: EntryRoutes<'award', AwardRequest, AwardReply> = {
  kind: 'award',
  path: 'awards',
  one: 'an award',
  many: 'awards',
  request: AwardRequest,
  reply: AwardReply,
  toData: (request) => ({
    name: request.name,
    level: request.level,
    receivedOn: request.received_on,
    description: request.description,
  }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    name: entry.data.name,
    level: entry.data.level,
    received_on: entry.data.receivedOn,
    description: entry.data.description,
  }),
};
