import { Inject, Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { FAILURE_LIMITER, type FailureLimiter } from '../../platform/rate-limit/failure-limiter';
import type { User } from '../users/user.entity';
import { UsersRepository } from '../users/users.repository';
import { TooManySignInFailures } from './auth.errors';

/** A person whose password was right, and the hash that it was checked against. */
export interface Verified {
  readonly user: User;
  readonly passwordHash: string;
}

/** Checks addresses and passwords, and slows down whoever guesses. */
@Injectable()
export class CredentialsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: PasswordHasher,
    @Inject(FAILURE_LIMITER) private readonly failures: FailureLimiter,
  ) {}

  /**
   * The active account that address and password belong to, or null. A known and an unknown
   * address cost the same work.
   *
   * @param from where the try comes from; failures are counted by account and origin together,
   * so that a classroom behind one address is not locked out.
   * @throws TooManySignInFailures
   */
  async verify(email: string, password: string, from: string): Promise<Verified | null> {
    const key = `${email.toLowerCase()}|${from}`;
    const verdict = await this.failures.attempt(key);
    if (!verdict.allowed) throw new TooManySignInFailures(verdict.retryAfterSeconds);
    const passwordHash = await this.users.findPasswordHash(email);
    const matches = await this.passwords.verify(passwordHash, password);
    const user = await this.users.findByEmail(email);
    if (!matches || passwordHash === null || user === null || !user.isActive) return null;
    await this.failures.clear(key);
    return { user, passwordHash };
  }
}
