import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { AccessClaims } from '../../platform/crypto/access-tokens';
import { NotSignedIn } from './auth.errors';
import { SignInsRepository } from './sign-ins.repository';

/** How long an answer is believed; revocations act within this time on every process. */
const BELIEVED_MS = 2_000;
const MOST_ENTRIES = 20_000;

interface Entry {
  readonly actor: Promise<Actor | null>;
  readonly until: number;
}

/** Turns verified claims into an {@link Actor}, with the roles and revocations of this moment. */
@Injectable()
export class ActorResolver {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly signIns: SignInsRepository) {}

  /** @throws NotSignedIn when the sign-in has ended or the account is disabled. */
  async resolve(claims: AccessClaims): Promise<Actor> {
    const actor = await this.lookUp(claims.sid);
    const isTheirs = actor?.userId === claims.uid && actor.userUuid === claims.sub;
    if (actor === null || !isTheirs) throw new NotSignedIn();
    return actor;
  }

  /**
   * Who stands behind many sign-ins at this moment, asked from the database whatever is believed:
   * for connections that stay open after they were let in. One statement however many.
   *
   * @returns the actors of the sign-ins that still count, by the sign-in's id.
   */
  async presentActors(signInIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    if (signInIds.length === 0) return new Map();
    const actors = await this.signIns.findAllSignedIn(signInIds);
    return new Map(actors.map((actor) => [actor.sessionId, actor]));
  }

  /** Forgets what this process believes of a sign-in, so that log-out acts here at once. */
  forget(signInId: string): void {
    this.entries.delete(signInId);
  }

  private lookUp(signInId: string): Promise<Actor | null> {
    const now = Date.now();
    const known = this.entries.get(signInId);
    if (known !== undefined && known.until > now) return known.actor;
    const actor = this.signIns.findSignedIn(signInId);
    this.entries.delete(signInId);
    this.entries.set(signInId, { actor, until: now + BELIEVED_MS });
    actor.catch(() => this.entries.delete(signInId));
    if (this.entries.size > MOST_ENTRIES) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    return actor;
  }
}
