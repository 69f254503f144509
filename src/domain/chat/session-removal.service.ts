import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { SessionNotFound, TurnInProgress } from './chat.errors';
import { SessionsRepository } from './sessions.repository';
import { TurnCanceller } from './turn-canceller';

/** A turn may begin between cancelling and deleting, then both are tried again. */
const MOST_TRIES = 5;

/** Deletes conversations. The reply tree, which knows nothing of who asked, stays. */
@Injectable()
export class SessionRemoval {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly canceller: TurnCanceller,
  ) {}

  /**
   * Deletes a session with all its messages and its share link. A running turn is cancelled first;
   * who waits for the same reply in another session goes on waiting for it.
   *
   * @throws SessionNotFound
   * @throws TurnInProgress when the session is sent one message after the other meanwhile.
   */
  async remove(actor: Actor, sessionId: number): Promise<void> {
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      if ((await this.sessions.find(sessionId, actor.userId)) === null) throw new SessionNotFound();
      await this.canceller.cancelRunning(actor, sessionId);
      if (await this.sessions.deleteIdle(sessionId, actor.userId)) return;
    }
    throw new TurnInProgress();
  }
}
