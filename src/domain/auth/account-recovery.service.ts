import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { Database } from '../../platform/database/database';
import { OutgoingEmails } from '../email/outgoing-emails.service';
import { AccountGone } from '../users/users.errors';
import { UsersRepository } from '../users/users.repository';
import type { AccountTokenPurpose } from './account-token';
import { AccountTokens } from './account-tokens.service';
import { requireStrongPassword } from './password-rules';
import { SessionEnding } from './session-ending';

/** Whoever asks again within this time gets no second mail. */
const ONE_MAIL_MS = 5 * 60_000;

/** Proving an address, and getting into an account whose password is lost or was never set. */
@Injectable()
export class AccountRecoveryService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly tokens: AccountTokens,
    private readonly emails: OutgoingEmails,
    private readonly passwords: PasswordHasher,
    private readonly sessions: SessionEnding,
  ) {}

  /** Notes that the token's owner reads their mail. @throws AccountTokenRefused */
  verifyEmail(token: string): Promise<void> {
    return this.database.transaction(async () => {
      await this.users.noteEmailVerified(await this.tokens.redeem(token, 'verify-email'));
    });
  }

  /**
   * Sends the caller another mail to prove their address, once in five minutes.
   *
   * @returns false when the address is proven already: then there is no mail.
   * @throws AccountGone
   */
  async resendVerification(actor: Actor): Promise<boolean> {
    const user = await this.users.findById(actor.userId);
    if (user === null) throw new AccountGone();
    if (user.emailVerifiedAt !== null) return false;
    await this.emails.queue({
      key: `verify-email-${user.uuid}-${presentSpan()}`,
      template: 'verify-email',
      to: { userId: user.id },
    });
    return true;
  }

  /**
   * Sends whoever has this address a link to choose a new password, once in five minutes. What
   * happens, and how long it takes, is the same whether anybody has it.
   */
  beginPasswordReset(email: string): Promise<void> {
    return this.emails.queueForAddress(email, 'reset-password', presentSpan());
  }

  /**
   * Sets a new password and ends every sign-in and every API key.
   *
   * @throws AccountTokenRefused
   * @throws WeakPassword the token stays good for a better one.
   */
  resetPassword(token: string, password: string): Promise<void> {
    return this.setPassword(token, 'reset-password', { password, field: 'new_password' });
  }

  /**
   * Sets the first password of an account that was made for somebody.
   *
   * @throws AccountTokenRefused
   * @throws WeakPassword the token stays good for a better one.
   */
  acceptInvitation(token: string, password: string): Promise<void> {
    return this.setPassword(token, 'invitation', { password, field: 'password' });
  }

  /** Whoever holds the token reads the account's mail, which proves the address as well. */
  private async setPassword(
    token: string,
    purpose: Extract<AccountTokenPurpose, 'reset-password' | 'invitation'>,
    { password, field }: { password: string; field: string },
  ): Promise<void> {
    const ended = await this.database.transaction(async () => {
      const userId = await this.tokens.redeem(token, purpose);
      const user = await this.users.findById(userId);
      if (user === null) throw new AccountGone();
      requireStrongPassword(password, user.email, field);
      await this.users.setPasswordHash(userId, await this.passwords.hash(password));
      await this.users.noteEmailVerified(userId);
      await this.tokens.endAll(userId, 'reset-password');
      await this.tokens.endAll(userId, 'invitation');
      return this.sessions.endAllWithKeys(userId, 'password reset');
    });
    this.sessions.forget(ended);
  }
}

function presentSpan(): string {
  return Math.floor(Date.now() / ONE_MAIL_MS).toString(36);
}
