import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { EmailStatus } from './email';
import type { EmailMessage } from './email-message';

const MESSAGE = `mail.id, recipient.uuid AS "userUuid", mail.address::text AS address, mail.template,
  mail.template_version AS "templateVersion", mail.subject, mail.category, mail.status,
  mail.send_at AS "sendAt", mail.attempts, mail.last_error AS "lastError",
  mail.created_at AS "createdAt", mail.sent_at AS "sentAt"`;
const FROM = `email_messages mail LEFT JOIN users recipient ON recipient.id = mail.user_id`;

/** Mails as they are looked at and decided on after they were queued. */
@Injectable()
export class EmailMessagesRepository {
  constructor(private readonly database: Database) {}

  /** @param senderId only a mail that this person sent; null: of anybody. */
  find(id: string, senderId: number | null): Promise<EmailMessage | null> {
    return this.database.queryOne<EmailMessage>(
      `SELECT ${MESSAGE} FROM ${FROM}
       WHERE mail.id = $1 AND ($2::integer IS NULL OR mail.sender_id = $2)`,
      [id, senderId],
    );
  }

  /** The newest first. */
  async list(
    filter: { readonly senderId: number | null; readonly status: EmailStatus | null },
    slice: Slice,
  ): Promise<Page<EmailMessage>> {
    const matches = `($1::integer IS NULL OR mail.sender_id = $1)
      AND ($2::text IS NULL OR mail.status = $2)`;
    const items = await this.database.query<EmailMessage>(
      `SELECT ${MESSAGE} FROM ${FROM} WHERE ${matches}
       ORDER BY mail.created_at DESC, mail.id OFFSET $3 LIMIT $4`,
      [filter.senderId, filter.status, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM email_messages mail WHERE ${matches}`,
      [filter.senderId, filter.status],
    );
    return { items, total: count?.total ?? 0 };
  }

  /** Takes a mail out of the queue; false when it has left it. */
  async cancel(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE email_messages SET status = 'cancelled', updated_at = now()
       WHERE id = $1 AND status = 'queued' RETURNING 1`,
      [id],
    );
    return rows.length > 0;
  }

  /** Notes what became of a mail that was sent; false when it was not sent. */
  async noteDelivery(id: string, status: 'delivered' | 'bounced'): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE email_messages SET status = $2, updated_at = now(),
         last_error = CASE WHEN $2 = 'bounced' THEN 'reported_bounce' ELSE last_error END
       WHERE id = $1 AND status IN ('sent', 'delivered', 'bounced') RETURNING 1`,
      [id, status],
    );
    return rows.length > 0;
  }
}
