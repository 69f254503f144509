import { DomainEvent } from '../../platform/queue/domain-event';
import type { NotificationKind } from './notification-kind';

/** A person has a notification more in their list; told to nobody else. */
export class NotificationCreated extends DomainEvent<{
  readonly userId: number;
  readonly notificationId: string;
  readonly kind: NotificationKind;
}> {
  override readonly name = 'notification.created';
}
