import { ApiProperty } from '@nestjs/swagger';
import type { Notification } from '../../../domain/notifications/notification';
import type { NotificationKind } from '../../../domain/notifications/notification-kind';
import type { Page } from '../../../kernel/page';
import {
  KindFilter,
  NotificationFacts,
  toNotificationFacts,
  UnreadFilter,
} from '../../notification.dto';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

/** Which notifications to list. */
export class NotificationsQuery extends PageQuery {
  @UnreadFilter()
  unread?: boolean;

  @KindFilter()
  kind?: NotificationKind;
}

class NotificationSubjectReply {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  id: string;

  @ApiProperty({ example: 'Sam Student' })
  name: string;
}

/** One thing that you were told. */
export class NotificationReply extends NotificationFacts {
  @ApiProperty({
    type: NotificationSubjectReply,
    nullable: true,
    description: 'The student whom it is about; null when it is about yourself.',
  })
  about: NotificationSubjectReply | null;
}

/** A page of what you were told. */
export class NotificationsReply extends PageReply {
  @ApiProperty({ type: [NotificationReply] })
  notifications: NotificationReply[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 3, description: 'On any page.' })
  unread_count: number;
}

/** A notification as this contract shows it. */
export function toNotification(notification: Notification): NotificationReply {
  const { subject } = notification;
  return {
    ...toNotificationFacts(notification),
    about: subject === null ? null : { id: subject.uuid, name: subject.name },
  };
}

/** The same for a page. */
export function toNotifications(
  page: Page<Notification> & { readonly unread: number },
  query: PageQuery,
): NotificationsReply {
  return {
    notifications: page.items.map(toNotification),
    unread_count: page.unread,
    total: page.total,
    page: query.page,
    per_page: query.per_page,
  };
}
