import { CHANNELS, type Communication } from '../../../../domain/students/student-record';
import { ChoiceField, FlagField } from '../../../http/value-fields';
import { WrittenTextField } from '../../../http/written-text-field';
import { DateField } from '../../../http/date-field';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** A message from or to the student. */
export class CommunicationRequest {
  @ChoiceField(CHANNELS, {
    example: 'EMAIL',
    optional: true,
    description: 'OTHER when absent.',
  })
  channel?: Communication['channel'];

  @FlagField({
    example: true,
    optional: true,
    description: 'Whether the student wrote it; true when absent.',
  })
  from_student?: boolean;

  @WrittenTextField({ maximum: 100_000, example: 'Can we look at my essay on Thursday?' })
  text: string;

  @DateField({ example: '2026-10-02', optional: true, nullable: true })
  sent_on?: string | null;
}

/** A message in the record. */
export class CommunicationReply extends EntryReplyOf(CommunicationRequest) {}

export const COMMUNICATIONS: EntryRoutes<
  'communication',
  CommunicationRequest,
  CommunicationReply
> = {
  kind: 'communication',
  path: 'communications',
  one: 'a communication',
  many: 'communications',
  request: CommunicationRequest,
  reply: CommunicationReply,
  toData: (request) => ({
    channel: request.channel,
    fromStudent: request.from_student,
    text: request.text,
    sentOn: request.sent_on,
  }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    channel: entry.data.channel,
    from_student: entry.data.fromStudent,
    text: entry.data.text,
    sent_on: entry.data.sentOn,
  }),
};
