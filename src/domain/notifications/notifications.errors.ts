import { Invalid, NotFound } from '../../kernel/errors';

/** The caller has no such notification, or may not see it any more. */
export class NotificationNotFound extends NotFound {
  override readonly code = 'notification_not_found';

  constructor() {
    super('You have no notification with this id.');
  }
}

/** Something of a kind that is told in any case, or that nobody tells in this way. */
export class PreferenceFixed extends Invalid {
  override readonly code = 'notification_preference_fixed';

  constructor(position: number, channel: string, reason: string) {
    super([{ path: ['body', 'preferences', position, channel], message: reason, rule: 'fixed' }]);
  }
}
