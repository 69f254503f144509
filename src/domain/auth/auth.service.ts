import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { UsersRepository } from '../users/users.repository';
import { ActorResolver } from './actor-resolver';
import { WrongCredentials } from './auth.errors';
import { CredentialsService } from './credentials.service';
import type { SignedIn } from './registration.service';
import type { SignInPolicy } from './sign-in.policy';
import { SignInsRepository } from './sign-ins.repository';
import { TokenIssuer } from './token-issuer';

/** Signing in and out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly signIns: SignInsRepository,
    private readonly credentials: CredentialsService,
    private readonly issuer: TokenIssuer,
    private readonly actors: ActorResolver,
  ) {}

  /**
   * Signs in with address and password. A known and an unknown address cost the same work and
   * get the same answer; failures are counted by account and network address together.
   *
   * @throws TooManySignInFailures
   * @throws WrongCredentials also for a disabled account.
   */
  async signIn(
    { email, password }: { email: string; password: string },
    networkAddress: string,
    policy: SignInPolicy,
  ): Promise<SignedIn> {
    const verified = await this.credentials.verify(email, password, networkAddress);
    if (verified === null) throw new WrongCredentials();
    const { user, passwordHash } = verified;
    return this.database.transaction(async () => {
      const isStillGood = await this.users.recordLogin(user.id, passwordHash, new Date());
      if (!isStillGood) throw new WrongCredentials();
      return { user, ...(await this.issuer.begin(user, policy)) };
    });
  }

  /** Ends the sign-in that the caller's token was made from. */
  async signOut(actor: Actor): Promise<void> {
    await this.signIns.revoke(actor.sessionId, 'signed out');
    this.actors.forget(actor.sessionId);
  }
}
