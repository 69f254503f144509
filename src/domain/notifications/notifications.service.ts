import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type {
  MarkedNotifications,
  Notification,
  NotificationFilter,
  StoredNotification,
} from './notification';
import { toNotification } from './notification-sentence';
import { NotificationNotFound } from './notifications.errors';
import { NotificationsRepository } from './notifications.repository';

/** What the caller was told. Everybody sees their own alone, platform admins too. */
@Injectable()
export class Notifications {
  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationsRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * The newest first, with the number of all that match and of all that are unread. A list that
   * names students leaves one audit row.
   */
  list(
    actor: Actor,
    filter: NotificationFilter,
    slice: Slice,
  ): Promise<Page<Notification> & { readonly unread: number }> {
    return this.database.transaction(async () => {
      const page = await this.notifications.list(actor.userId, filter, slice);
      await this.leaveTrace(actor, 'notification.list', page.items);
      return { ...page, items: page.items.map(toNotification) };
    });
  }

  /** One of the caller's. @throws NotificationNotFound */
  get(actor: Actor, id: string): Promise<Notification> {
    return this.database.transaction(async () => {
      const stored = await this.notifications.find(actor.userId, id);
      if (stored === null) throw new NotificationNotFound();
      await this.leaveTrace(actor, 'notification.read', [stored]);
      return toNotification(stored);
    });
  }

  /** How many the caller has not read. */
  countUnread(actor: Actor): Promise<number> {
    return this.notifications.countUnread(actor.userId);
  }

  /** Marks one as read or as unread; done twice it is done once. @throws NotificationNotFound */
  mark(actor: Actor, id: string, isRead: boolean): Promise<MarkedNotifications> {
    return this.database.transaction(async () => {
      if (!(await this.notifications.setRead(actor.userId, id, isRead))) {
        throw new NotificationNotFound();
      }
      return { marked: 1, unread: await this.countUnread(actor) };
    });
  }

  /**
   * Marks as read what is unread: all of it, or one and everything older, so that what came since
   * the caller looked stays unread.
   *
   * @throws NotificationNotFound
   */
  readAll(actor: Actor, upTo: string | null): Promise<MarkedNotifications> {
    return this.database.transaction(async () => {
      const marked = await this.notifications.readAll(actor.userId, upTo);
      if (marked === null) throw new NotificationNotFound();
      return { marked, unread: await this.countUnread(actor) };
    });
  }

  /** @throws NotificationNotFound */
  async delete(actor: Actor, id: string): Promise<void> {
    if (!(await this.notifications.remove(actor.userId, id))) throw new NotificationNotFound();
  }

  private async leaveTrace(
    actor: Actor,
    action: string,
    shown: readonly StoredNotification[],
  ): Promise<void> {
    const subjectIds = shown.flatMap(({ subject }) => (subject === null ? [] : [subject.id]));
    if (subjectIds.length === 0) return;
    await this.audit.record({ actor, action, subjectType: 'user', subjectIds });
  }
}
