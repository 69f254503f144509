import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { NotificationFilter, StoredNotification } from './notification';
import { NOTIFICATION, NOTIFICATIONS, IS_VISIBLE } from './notification-columns';

/** Of one person, in the list, and about nobody whom they may no longer know of. */
const OWN = `notification.user_id = $1 AND notification.in_app AND ${IS_VISIBLE}`;

/** What people were told. */
@Injectable()
export class NotificationsRepository {
  constructor(private readonly database: Database) {}

  /** The newest first, with the number of all that match and of all that are unread. */
  async list(
    userId: number,
    { isUnread, kind }: NotificationFilter,
    slice: Slice,
  ): Promise<Page<StoredNotification> & { readonly unread: number }> {
    const items = await this.database.query<StoredNotification>(
      `SELECT ${NOTIFICATION} ${NOTIFICATIONS}
       WHERE ${OWN} AND (NOT $2 OR notification.read_at IS NULL)
         AND ($3::text IS NULL OR notification.kind = $3)
       ORDER BY notification.sequence DESC OFFSET $4 LIMIT $5`,
      [userId, isUnread, kind, slice.skip, slice.limit],
    );
    const counts = await this.database.queryOne<{ total: number; unread: number }>(
      `SELECT count(*) FILTER (WHERE (NOT $2 OR read_at IS NULL)
           AND ($3::text IS NULL OR kind = $3))::int AS total,
         count(*) FILTER (WHERE read_at IS NULL)::int AS unread
       FROM notifications notification WHERE ${OWN}`,
      [userId, isUnread, kind],
    );
    return { items, total: counts?.total ?? 0, unread: counts?.unread ?? 0 };
  }

  find(userId: number, id: string): Promise<StoredNotification | null> {
    return this.database.queryOne<StoredNotification>(
      `SELECT ${NOTIFICATION} ${NOTIFICATIONS} WHERE ${OWN} AND notification.id = $2`,
      [userId, id],
    );
  }

  async countUnread(userId: number): Promise<number> {
    const row = await this.database.queryOne<{ unread: number }>(
      `SELECT count(*)::int AS unread FROM notifications notification
       WHERE ${OWN} AND read_at IS NULL`,
      [userId],
    );
    return row?.unread ?? 0;
  }

  /** Marks one; one that is read keeps the time. @returns whether it is there. */
  async setRead(userId: number, id: string, isRead: boolean): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE notifications notification
       SET read_at = CASE WHEN $3 THEN coalesce(read_at, now()) END
       WHERE ${OWN} AND id = $2 RETURNING 1`,
      [userId, id, isRead],
    );
    return rows.length > 0;
  }

  /**
   * Marks what is unread as read.
   *
   * @param upTo this one and older ones; null for all of them.
   * @returns how many were unread; null when there is no such notification.
   */
  async readAll(userId: number, upTo: string | null): Promise<number | null> {
    const row = await this.database.queryOne<{ marked: number; isKnown: boolean }>(
      `WITH newest AS (
         SELECT sequence FROM notifications notification WHERE ${OWN} AND id = $2
       ), marked AS (
         UPDATE notifications notification SET read_at = now()
         WHERE ${OWN} AND read_at IS NULL
           AND ($2::uuid IS NULL OR sequence <= (SELECT sequence FROM newest))
         RETURNING 1
       )
       SELECT (SELECT count(*)::int FROM marked) AS marked,
         $2::uuid IS NULL OR EXISTS (SELECT 1 FROM newest) AS "isKnown"`,
      [userId, upTo],
    );
    return row?.isKnown ? row.marked : null;
  }

  /** @returns whether it was there. */
  async remove(userId: number, id: string): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM notifications notification WHERE ${OWN} AND id = $2 RETURNING 1`,
      [userId, id],
    );
    return rows.length > 0;
  }
}
