import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { EmailCategory } from './email-category';
import type { EmailTemplateName } from './email-template-name';
import type { EmailVariables, NewEmail } from './email';

/** Mails on their way into the queue. */
@Injectable()
export class EmailQueueRepository {
  constructor(private readonly database: Database) {}

  /** Stores the mail unless there is one with its key. */
  async insert(email: NewEmail): Promise<{ readonly id: string; readonly isNew: boolean }> {
    const { recipient, content } = email;
    const inserted = await this.database.queryOne<{ id: string }>(
      `INSERT INTO email_messages (key, user_id, address, recipient_name, template, variables,
         subject, body, category, priority, send_at, sender_id, about_id)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, coalesce($11, now()), $12, $13)
       ON CONFLICT (key) DO NOTHING RETURNING id`,
      [
        email.key,
        'userId' in recipient ? recipient.userId : null,
        'address' in recipient ? recipient.address : null,
        'address' in recipient ? (recipient.name ?? null) : null,
        'template' in content ? content.template : null,
        JSON.stringify('template' in content ? content.variables : {}),
        'subject' in content ? content.subject : null,
        'body' in content ? content.body : null,
        email.category,
        email.priority,
        email.sendAt,
        email.senderId,
        email.aboutId,
      ],
    );
    if (inserted !== null) return { id: inserted.id, isNew: true };
    const existing = await this.database.queryOne<{ id: string }>(
      `SELECT id FROM email_messages WHERE key = $1`,
      [email.key],
    );
    return { id: (existing as { id: string }).id, isNew: false };
  }

  /** Stores mails of any kind in one statement. @returns the id of the mail of each key. */
  async insertAll(emails: readonly NewEmail[]): Promise<ReadonlyMap<string, string>> {
    const rows = emails.map(({ recipient, content, ...email }) => ({
      ...email,
      ...('userId' in recipient ? { userId: recipient.userId } : recipient),
      ...content,
    }));
    await this.database.query(
      `INSERT INTO email_messages (key, user_id, address, recipient_name, template, variables,
         subject, body, category, priority, send_at, sender_id, about_id)
       SELECT mail.key, mail."userId", mail.address, mail.name, mail.template,
              coalesce(mail.variables, '{}'), mail.subject, mail.body, mail.category, mail.priority,
              coalesce(mail."sendAt", now()), mail."senderId", mail."aboutId"
       FROM jsonb_to_recordset($1::jsonb) AS mail (key text, "userId" integer, address citext,
         name text, template text, variables jsonb, subject text, body text, category text,
         priority smallint, "sendAt" timestamptz, "senderId" integer,
         "aboutId" integer)
       ON CONFLICT (key) DO NOTHING`,
      [JSON.stringify(rows)],
    );
    const stored = await this.database.query<{ id: string; key: string }>(
      `SELECT id, key FROM email_messages WHERE key = ANY($1::text[])`,
      [emails.map(({ key }) => key)],
    );
    return new Map(stored.map(({ id, key }) => [key, id]));
  }

  /** Stores a mail to the active account with this address, if there is one. */
  async insertForAccount(
    address: string,
    email: Pick<NewEmail, 'category' | 'priority'> & {
      readonly template: EmailTemplateName;
      readonly occasion: string;
    },
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO email_messages (key, user_id, template, category, priority)
       SELECT concat_ws('-', $2::text, uuid::text, $5::text), id, $2, $3, $4 FROM users
       WHERE email = $1::citext AND is_active
       ON CONFLICT (key) DO NOTHING`,
      [address, email.template, email.category, email.priority, email.occasion],
    );
  }

  /** Stores those whose key is new, in one statement. @returns how many. */
  async insertMany(
    template: EmailTemplateName,
    category: EmailCategory,
    priority: number,
    emails: readonly {
      readonly key: string;
      readonly userId: number;
      readonly variables: EmailVariables;
      readonly sendAt: Date | null;
    }[],
  ): Promise<number> {
    const rows = await this.database.query(
      `INSERT INTO email_messages (key, user_id, template, variables, category, priority,
         send_at)
       SELECT mail.key, mail."userId", $2, mail.variables, $3, $4,
              coalesce(mail."sendAt", now())
       FROM jsonb_to_recordset($1::jsonb) AS mail (key text, "userId" integer,
         variables jsonb, "sendAt" timestamptz)
       ON CONFLICT (key) DO NOTHING RETURNING 1`,
      [JSON.stringify(emails), template, category, priority],
    );
    return rows.length;
  }
}
