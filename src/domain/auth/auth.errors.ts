import { Invalid, RateLimited, Unauthenticated } from '../../kernel/errors';

/** Address or password are wrong; which of them stays unsaid. */
export class WrongCredentials extends Unauthenticated {
  override readonly code = 'wrong_credentials';

  constructor() {
    super('Email or password is wrong.');
  }
}

/** The present password, asked for before a new one is set, is not right. */
export class WrongPresentPassword extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'current_password'],
        message: 'this is not your present password',
        rule: 'wrong_password',
      },
    ]);
  }
}

/** The access token is missing, expired, or its sign-in has ended. */
export class NotSignedIn extends Unauthenticated {
  override readonly code = 'not_signed_in';

  constructor() {
    super('Sign in and send the access token as "Authorization: Bearer <token>".');
  }
}

/** The refresh token is unknown, used up, expired or belongs elsewhere. */
export class RefreshRefused extends Unauthenticated {
  override readonly code = 'refresh_refused';

  constructor() {
    super('This refresh token is not valid any more. Sign in again.');
  }
}

/** Too many wrong passwords for this account from this address. */
export class TooManySignInFailures extends RateLimited {
  override readonly code = 'too_many_sign_in_failures';

  constructor(retryAfterSeconds: number) {
    super(
      `Too many failed sign-ins for this account. Try again in ${retryAfterSeconds} seconds.`,
      retryAfterSeconds,
    );
  }
}

/** The new password is one that attackers try first. */
export class WeakPassword extends Invalid {
  constructor(field: string, reason: string) {
    super([{ path: ['body', field], message: reason, rule: 'weak_password' }]);
  }
}
