import { Injectable } from '@nestjs/common';
import { KeyEnding } from '../api-keys/key-ending.service';
import { ActorResolver } from './actor-resolver';
import { SignInsRepository } from './sign-ins.repository';

/** Signs a person out everywhere. */
@Injectable()
export class SessionEnding {
  constructor(
    private readonly signIns: SignInsRepository,
    private readonly actors: ActorResolver,
    private readonly keys: KeyEnding,
  ) {}

  /**
   * Ends every sign-in of the person; other processes notice within seconds. This one does when
   * {@link forget} is called with the ids that are returned, once the transaction is over.
   */
  endAll(userId: number, because: string): Promise<string[]> {
    return this.signIns.revokeAllOf(userId, because);
  }

  /** The same, and every API key too: somebody else may have been in and made one. */
  async endAllWithKeys(userId: number, because: string): Promise<string[]> {
    await this.keys.endAll(userId);
    return this.endAll(userId, because);
  }

  /** Forgets what this process believes of ended sign-ins and keys. */
  forget(ended: readonly string[]): void {
    for (const id of ended) this.actors.forget(id);
    this.keys.forget();
  }
}
