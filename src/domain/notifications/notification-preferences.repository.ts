import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { NotificationKind } from './notification-kind';
import type { NotificationWish } from './notification-preference';

/** What a person wants of one kind; null is what everybody gets. */
interface StoredWish {
  readonly kind: NotificationKind;
  readonly in_app: boolean | null;
  readonly email: boolean | null;
}

/** Where people want something else than everybody gets. */
@Injectable()
export class NotificationPreferencesRepository {
  constructor(private readonly database: Database) {}

  of(userId: number): Promise<StoredWish[]> {
    return this.database.query<StoredWish>(
      `SELECT kind, in_app, mail AS email FROM notification_preferences WHERE user_id = $1`,
      [userId],
    );
  }

  /** What a wish does not speak of stays as it is. A kind occurs once. */
  async change(userId: number, wishes: readonly NotificationWish[]): Promise<void> {
    await this.database.query(
      `INSERT INTO notification_preferences AS held (user_id, kind, in_app, mail)
       SELECT $1, wish.kind, wish.in_app, wish.email
       FROM jsonb_to_recordset($2::jsonb) AS wish (kind text, in_app boolean, email boolean)
       ON CONFLICT (user_id, kind) DO UPDATE
       SET in_app = coalesce(excluded.in_app, held.in_app),
           mail = coalesce(excluded.mail, held.mail), changed_at = now()`,
      [userId, JSON.stringify(wishes)],
    );
  }

  /** No mail any more of these kinds, also of what waits to be mailed. */
  async dropMails(userId: number, kinds: readonly NotificationKind[]): Promise<void> {
    await this.database.query(
      `UPDATE notifications SET mail_due_at = NULL
       WHERE user_id = $1 AND kind = ANY($2::text[]) AND mail_due_at IS NOT NULL`,
      [userId, kinds],
    );
  }
}
