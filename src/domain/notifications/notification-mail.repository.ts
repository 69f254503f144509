import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { StoredNotification } from './notification';
import { IS_VISIBLE, NOTIFICATION, NOTIFICATIONS } from './notification-columns';

/** Which notifications are to be mailed. */
@Injectable()
export class NotificationMailRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes those whose time has come, so that nobody else mails them; to be called in the transaction
   * that queues the mails.
   *
   * @returns their ids, the oldest first.
   */
  async takeDue(most: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE notifications SET mail_due_at = NULL WHERE id IN (
         SELECT id FROM notifications WHERE mail_due_at <= now()
         ORDER BY mail_due_at, sequence LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [most],
    );
    return rows.map(({ id }) => id);
  }

  /** Of these, what is still unread and may still be shown to its person; the oldest first. */
  listToMail(ids: readonly string[]): Promise<StoredNotification[]> {
    return this.database.query<StoredNotification>(
      `SELECT ${NOTIFICATION} ${NOTIFICATIONS}
       WHERE notification.id = ANY($1::uuid[]) AND notification.read_at IS NULL AND ${IS_VISIBLE}
       ORDER BY notification.sequence`,
      [ids],
    );
  }
}
