import { Invalid } from '../../kernel/errors';

/** The token is unknown, used up, expired, or was made for something else; which stays unsaid. */
export class AccountTokenRefused extends Invalid {
  override readonly code = 'account_token_refused';

  constructor() {
    super([
      {
        path: ['body', 'token'],
        message: 'this link was used already or has expired; ask for a new mail',
        rule: 'account_token_refused',
      },
    ]);
  }
}
