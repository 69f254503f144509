import { ApiProperty } from '@nestjs/swagger';
import type { Notification } from '../../../domain/notifications/notification';
import type { NotificationKind } from '../../../domain/notifications/notification-kind';
import type { Page } from '../../../kernel/page';
import { SliceQuery } from '../../http/parameters';
import {
  KindFilter,
  NotificationFacts,
  toNotificationFacts,
  UnreadFilter,
} from '../../notification.dto';
import { UnreadNotificationsReply } from '../../notification-marks.dto';

/** Which notifications to list. */
export class NotificationsQuery extends SliceQuery {
  @UnreadFilter()
  unread?: boolean;

  @KindFilter()
  kind?: NotificationKind;
}

class NotificationSubjectReply {
  @ApiProperty({ type: 'integer', example: 7 })
  user_id: number;

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

/** A part of what you were told. */
export class NotificationsReply extends UnreadNotificationsReply {
  @ApiProperty({ type: [NotificationReply] })
  data: NotificationReply[];

  @ApiProperty({ type: 'integer', example: 12, description: 'How many there are that match.' })
  total: number;
}

/** A notification as this contract shows it. */
export function toNotification(notification: Notification): NotificationReply {
  const { subject } = notification;
  return {
    ...toNotificationFacts(notification),
    about: subject === null ? null : { user_id: subject.id, name: subject.name },
  };
}

/** The same for a part of the list. */
export function toNotifications(
  page: Page<Notification> & { readonly unread: number },
): NotificationsReply {
  return {
    data: page.items.map(toNotification),
    total: page.total,
    unread_count: page.unread,
  };
}
