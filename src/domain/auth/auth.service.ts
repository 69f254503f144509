import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { FAILURE_LIMITER, type FailureLimiter } from '../../platform/rate-limit/failure-limiter';
import { UserNotFound } from '../users/users.errors';
import { UsersRepository } from '../users/users.repository';
import { ActorResolver } from './actor-resolver';
import { TooManySignInFailures, WrongCredentials } from './auth.errors';
import { requireStrongPassword } from './password-rules';
import type { SignedIn } from './registration.service';
import type { SignInPolicy } from './sign-in.policy';
import { SignInsRepository } from './sign-ins.repository';
import { TokenIssuer } from './token-issuer';

/** Signing in and out, and what ends every sign-in of a person. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersRepository,
    private readonly signIns: SignInsRepository,
    private readonly passwords: PasswordHasher,
    private readonly issuer: TokenIssuer,
    private readonly actors: ActorResolver,
    @Inject(FAILURE_LIMITER) private readonly failures: FailureLimiter,
  ) {}

  /**
   * Signs in with address and password. A known and an unknown address cost the same work and
   * get the same answer; failures are counted by account and network address together.
   *
   * @throws TooManySignInFailures
   * @throws WrongCredentials also for a disabled account.
   */
  async signIn(
    credentials: { email: string; password: string },
    networkAddress: string,
    policy: SignInPolicy,
  ): Promise<SignedIn> {
    const key = `${credentials.email.toLowerCase()}|${networkAddress}`;
    const verdict = await this.failures.check(key);
    if (!verdict.allowed) throw new TooManySignInFailures(verdict.retryAfterSeconds);
    const hash = await this.users.findPasswordHash(credentials.email);
    const matches = await this.passwords.verify(hash, credentials.password);
    const user = await this.users.findByEmail(credentials.email);
    if (!matches || user === null || !user.isActive) {
      await this.failures.fail(key);
      throw new WrongCredentials();
    }
    await this.failures.clear(key);
    await this.users.setLastLogin(user.id, new Date());
    const tokens = await this.issuer.begin(user, policy);
    return { user, ...tokens };
  }

  /** Ends the sign-in that the caller's token was made from. */
  async signOut(actor: Actor): Promise<void> {
    await this.signIns.revoke(actor.sessionId, 'signed out');
    this.actors.forget(actor.sessionId);
  }

  /**
   * Sets a new password and ends every sign-in, this one included.
   *
   * @throws WrongCredentials when the present password is wrong.
   * @throws WeakPassword
   */
  async changePassword(actor: Actor, present: string, next: string): Promise<void> {
    const user = await this.users.findById(actor.userId);
    if (user === null) throw new UserNotFound();
    const hash = await this.users.findPasswordHash(user.email);
    if (!(await this.passwords.verify(hash, present))) throw new WrongCredentials();
    requireStrongPassword(next, user.email, 'new_password');
    await this.users.setPasswordHash(user.id, await this.passwords.hash(next));
    await this.signIns.revokeAllOf(user.id, 'password changed');
    this.actors.forget(actor.sessionId);
  }
}
