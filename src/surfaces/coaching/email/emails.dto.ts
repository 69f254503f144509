import { ApiProperty } from '@nestjs/swagger';
import { EMAIL_STATUSES } from '../../../domain/email/email';
import { REFUSABLE_CATEGORIES } from '../../../domain/email/email-category';
import type { EmailMessage } from '../../../domain/email/email-message';
import type { DeliveryReport } from '../../../domain/email/email-messages.service';
import type { Page } from '../../../kernel/page';
import { ChoiceField, FlagField } from '../../http/value-fields';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { EmailRecipientReply } from './recipient.dto';

/** Which mails to list. */
export class EmailsQuery extends PageQuery {
  @ChoiceField(EMAIL_STATUSES, { optional: true, example: 'sent' })
  status?: (typeof EMAIL_STATUSES)[number];
}

/** What a mail server told later. */
export class DeliveryReportRequest {
  @ChoiceField(['delivered', 'bounced'], { example: 'bounced' })
  outcome: 'delivered' | 'bounced';

  @FlagField({
    optional: true,
    example: true,
    description:
      'Of a bounce: the address will never work and gets no further mail. True if absent.',
  })
  permanent?: boolean;
}

/** A mail. */
export class EmailReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ type: EmailRecipientReply })
  to: EmailRecipientReply;

  @ApiProperty({ enum: [...EMAIL_STATUSES], example: 'sent' })
  status: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'session-summary' })
  template: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  template_version: number | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'Of a mail without a template.',
  })
  subject: string | null;

  @ApiProperty({ enum: ['transactional', ...REFUSABLE_CATEGORIES], example: 'session_summary' })
  category: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  send_at: string;

  @ApiProperty({ type: 'integer', example: 1 })
  attempts: number;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'A code: why it was not sent, or not yet.',
  })
  last_error: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-20T10:30:02.000Z',
  })
  sent_at: string | null;
}

/** A page of mails. */
export class EmailsReply extends PageReply {
  @ApiProperty({ type: [EmailReply] })
  emails: EmailReply[];
}

/** The domain's words for a report. */
export function toDeliveryReport(request: DeliveryReportRequest): DeliveryReport {
  return { outcome: request.outcome, isPermanent: request.permanent ?? true };
}

/** A mail as this contract shows it. */
export function toEmail(message: EmailMessage): EmailReply {
  return {
    id: message.id,
    to: { user_id: message.userUuid, email: message.address },
    status: message.status,
    template: message.template,
    template_version: message.templateVersion,
    subject: message.subject,
    category: message.category,
    send_at: message.sendAt.toISOString(),
    attempts: message.attempts,
    last_error: message.lastError,
    created_at: message.createdAt.toISOString(),
    sent_at: message.sentAt?.toISOString() ?? null,
  };
}

/** A page of mails as this contract shows it. */
export function toEmails(page: Page<EmailMessage>, query: PageQuery): EmailsReply {
  return {
    emails: page.items.map(toEmail),
    total: page.total,
    page: query.page,
    per_page: query.per_page,
  };
}
