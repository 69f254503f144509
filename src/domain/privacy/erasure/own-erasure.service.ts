import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { ActorResolver } from '../../auth/actor-resolver';
import { CredentialsService } from '../../auth/credentials.service';
import { AccountGone } from '../../users/users.errors';
import { UsersRepository } from '../../users/users.repository';
import { WrongConfirmation } from '../privacy.errors';
import type { Erasure } from './erasure';
import { ErasuresService } from './erasures.service';

/** Guesses at the password are counted apart from those at the door. */
const ORIGIN = 'erasure';

/** People who erase themselves prove once more who they are. */
@Injectable()
export class OwnErasure {
  constructor(
    private readonly users: UsersRepository,
    private readonly credentials: CredentialsService,
    private readonly erasures: ErasuresService,
    private readonly actors: ActorResolver,
  ) {}

  /**
   * @throws WrongConfirmation
   * @throws TooManySignInFailures after too many guesses at the password.
   * @throws ErasureUnderWay
   * @throws LastPlatformAdmin
   */
  async request(actor: Actor, password: string): Promise<Erasure> {
    const user = await this.users.findById(actor.userId);
    if (user === null) throw new AccountGone();
    const verified = await this.credentials.verify(user.email, password, ORIGIN);
    if (verified === null) throw new WrongConfirmation();
    const erasure = await this.erasures.request(actor);
    this.actors.forget(actor.sessionId);
    return erasure;
  }
}
