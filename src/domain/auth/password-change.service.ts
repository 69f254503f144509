import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { Database } from '../../platform/database/database';
import { AccountGone } from '../users/users.errors';
import { UsersRepository } from '../users/users.repository';
import { AccountTokens } from './account-tokens.service';
import { WrongPresentPassword } from './auth.errors';
import { CredentialsService } from './credentials.service';
import { requireStrongPassword } from './password-rules';
import { SessionEnding } from './session-ending';

/** Guesses at the present password are counted apart from those at the door. */
const ORIGIN = 'password change';

/** A person's new password. */
@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly sessions: SessionEnding,
    private readonly credentials: CredentialsService,
    private readonly passwords: PasswordHasher,
    private readonly tokens: AccountTokens,
  ) {}

  /**
   * Sets a new password and ends every sign-in, this one included, and every link to set another.
   *
   * @throws AccountGone
   * @throws WrongPresentPassword
   * @throws TooManySignInFailures after too many guesses at the present password.
   * @throws WeakPassword
   */
  async change(actor: Actor, present: string, next: string): Promise<void> {
    const user = await this.users.findById(actor.userId);
    if (user === null) throw new AccountGone();
    const verified = await this.credentials.verify(user.email, present, ORIGIN);
    if (verified === null) throw new WrongPresentPassword();
    requireStrongPassword(next, user.email, 'new_password');
    const passwordHash = await this.passwords.hash(next);
    const ended = await this.database.transaction(async () => {
      await this.users.setPasswordHash(user.id, passwordHash);
      await this.tokens.endAll(user.id, 'reset-password');
      return this.sessions.endAll(user.id, 'password changed');
    });
    this.sessions.forget(ended);
  }
}
