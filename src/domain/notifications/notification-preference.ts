import type { NotificationChannel, NotificationKind } from './notification-kind';

/** How a person is told of a kind in one way. */
export interface ChannelPreference {
  readonly isOn: boolean;
  /** Why it can't be changed; null when it can. */
  readonly fixedBecause: string | null;
}

/** How a person is told of one kind. */
interface NotificationPreference extends Readonly<Record<NotificationChannel, ChannelPreference>> {
  readonly kind: NotificationKind;
  readonly description: string;
}

/** Everything that a person chooses. */
export interface NotificationPreferences {
  readonly preferences: readonly NotificationPreference[];
  /** Whether the person refused every mail of notifications, whatever is on here. */
  readonly areMailsRefused: boolean;
}

/** What a person wants of one kind; undefined stays as it is. */
export interface NotificationWish extends Readonly<Partial<Record<NotificationChannel, boolean>>> {
  readonly kind: NotificationKind;
}
