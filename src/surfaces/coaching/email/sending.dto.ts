import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import type { EmailVariables } from '../../../domain/email/email';
import type { BulkResult, DraftContent, EmailDraft } from '../../../domain/email/email-draft';
import {
  EMAIL_TEMPLATE_NAMES,
  type EmailTemplateName,
} from '../../../domain/email/email-template-name';
import { Invalid } from '../../../kernel/errors';
import { Check, TextField } from '../../http/fields';
import { MomentField, toMoment } from '../../http/moment-field';
import { ChoiceField, FlagField, JsonObjectField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';
import { EmailRecipientReply, EmailRecipientRequest, toRecipientReply } from './recipient.dto';

const LONGEST_BODY = 20_000;
const MOST_RECIPIENTS = 1_000;
const CONTROL_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** What a mail says: a template with values, or a subject and a text. */
class EmailContentRequest {
  @ChoiceField(EMAIL_TEMPLATE_NAMES, {
    optional: true,
    example: 'session-summary',
    description: 'Coaches send session-summary and milestone.',
  })
  template?: string;

  @JsonObjectField({
    optional: true,
    example: { date: '20 January 2026', summary: 'We talked about the essay.', action_items: [] },
    description: "Values for the template's placeholders.",
  })
  variables?: EmailVariables;

  @TextField({ maximum: 200, optional: true, example: 'Our next meeting' })
  @Check(
    'oneLine',
    (value) => typeof value !== 'string' || !CONTROL_CHARACTERS.test(value),
    'a subject is one line',
  )
  subject?: string;

  @WrittenTextField({
    maximum: LONGEST_BODY,
    optional: true,
    example: 'Shall we meet an hour later on Friday?',
    description: 'Plain text; nothing in it is markup.',
  })
  body?: string;

  @FlagField({
    optional: true,
    example: false,
    description:
      'For platform admins and their own words: must be read whatever the recipient wants to be written to about.',
  })
  transactional?: boolean;

  @TextField({
    maximum: 80,
    optional: true,
    example: 'meeting-of-friday',
    description: 'A word of yours: sent again with the same word, the mail is not sent again.',
  })
  idempotency_key?: string;
}

/** A mail to one recipient. */
export class SendEmailRequest extends EmailContentRequest {
  @ApiProperty({ type: EmailRecipientRequest })
  @IsObject({ message: 'value is not an object' })
  @ValidateNested()
  @Type(() => EmailRecipientRequest)
  to: EmailRecipientRequest;
}

/** A mail to one recipient at a later time. */
export class ScheduleEmailRequest extends SendEmailRequest {
  @MomentField({ example: '2027-01-15T08:00:00Z', description: 'Within the next year.' })
  send_at: string;
}

/** The same mail to many. */
export class BulkEmailRequest extends EmailContentRequest {
  @ApiProperty({ type: [EmailRecipientRequest], minItems: 1, maxItems: MOST_RECIPIENTS })
  @IsArray({ message: 'value is not a list' })
  @ArrayMinSize(1, { message: 'the list is empty' })
  @ArrayMaxSize(MOST_RECIPIENTS, { message: `the list has more than ${MOST_RECIPIENTS} entries` })
  @IsObject({ each: true, message: 'every entry must be an object' })
  @ValidateNested({ each: true })
  @Type(() => EmailRecipientRequest)
  recipients: EmailRecipientRequest[];
}

/** A mail that waits to be sent. */
export class EmailAcceptedReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ enum: ['queued'], example: 'queued' })
  status: string;
}

/** What became of one recipient of many. */
class BulkResultReply {
  @ApiProperty({ type: EmailRecipientReply })
  to: EmailRecipientReply;

  @ApiProperty({ enum: ['queued', 'refused'], example: 'queued' })
  status: string;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    example: '0198c0de-7e57-4abc-8def-0123456789ab',
  })
  id: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    enum: ['unknown_recipient', 'repeated_recipient', 'needs_an_account', null],
    example: null,
  })
  error: string | null;
}

/** What became of a mail to many. */
export class BulkEmailReply {
  @ApiProperty({ type: 'integer', example: 1 })
  queued: number;

  @ApiProperty({ type: 'integer', example: 0 })
  refused: number;

  @ApiProperty({ type: [BulkResultReply], description: 'In the order of the recipients.' })
  results: BulkResultReply[];
}

/** The domain's words for a mail to be sent. */
export function toDraft(request: EmailContentRequest, sendAt?: string): EmailDraft {
  return {
    content: toContent(request),
    sendAt: toMoment(sendAt ?? null),
    idempotencyKey: request.idempotency_key ?? null,
  };
}

function toContent(request: EmailContentRequest): DraftContent {
  const { template, variables, subject, body, transactional } = request;
  if (template !== undefined) {
    if (subject !== undefined || body !== undefined) {
      throw Invalid.field('template', 'give a template, or subject and body, not both');
    }
    return { template: template as EmailTemplateName, variables: variables ?? {} };
  }
  if (subject === undefined) throw Invalid.field('subject', 'a subject or a template is missing');
  if (body === undefined) throw Invalid.field('body', 'a body is missing');
  if (variables !== undefined) throw Invalid.field('variables', 'variables belong to a template');
  return { subject, body, isTransactional: transactional ?? false };
}

/** What became of a mail to many, as this contract shows it. */
export function toBulk(results: readonly BulkResult[]): BulkEmailReply {
  const queued = results.filter((result) => 'id' in result).length;
  return {
    queued,
    refused: results.length - queued,
    results: results.map((result) => ({
      to: toRecipientReply(result.recipient),
      status: 'id' in result ? 'queued' : 'refused',
      id: 'id' in result ? result.id : null,
      error: 'id' in result ? null : result.refusal,
    })),
  };
}
