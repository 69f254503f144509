import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { NothingToCancel, SessionNotFound } from './chat.errors';
import { GenerationBells } from './generation-bells';
import { GenerationRegistry } from './generation-registry';
import { GenerationsRepository } from './generations.repository';
import { SessionsRepository } from './sessions.repository';
import { TurnsRepository } from './turns.repository';

/** Stops replies. A generation that others wait for goes on without the one who cancelled. */
@Injectable()
export class TurnCanceller {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsRepository,
    private readonly turns: TurnsRepository,
    private readonly generations: GenerationsRepository,
    private readonly registry: GenerationRegistry,
    private readonly bells: GenerationBells,
  ) {}

  /**
   * Stops the reply that a session waits for; nothing of it is kept, the message is.
   *
   * @throws SessionNotFound
   * @throws NothingToCancel
   */
  async cancel(actor: Actor, sessionId: number): Promise<void> {
    if ((await this.sessions.find(sessionId, actor.userId)) === null) throw new SessionNotFound();
    if (!(await this.cancelRunning(actor, sessionId))) throw new NothingToCancel();
  }

  /**
   * Stops the reply that a session of the actor waits for, if any.
   *
   * @returns whether there was one.
   */
  async cancelRunning(actor: Actor, sessionId: number): Promise<boolean> {
    const turn = await this.turns.findLast(sessionId, actor.userId);
    if (turn?.status !== 'running' || turn.generationId === null) return false;
    const { id, generationId } = turn;
    const isAbandoned = await this.database.transaction(async () => {
      await this.generations.hold(generationId);
      if (!(await this.turns.cancel(id))) return null;
      if ((await this.generations.countWaiting(generationId)) > 0) return false;
      await this.generations.fail(
        generationId,
        'cancelled',
        'cancelled',
        'The reply was cancelled.',
      );
      return true;
    });
    if (isAbandoned === null) return false;
    if (isAbandoned) this.registry.find(generationId)?.abort();
    this.registry.cancelTurn(id);
    await this.bells.ring(generationId);
    return true;
  }
}
