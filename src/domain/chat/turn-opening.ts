import { Injectable } from '@nestjs/common';
import { CrisisWatch } from '../crisis/watch/crisis-watch';
import { cacheableMessage } from '../replies/cacheable-message';
import { TurnInProgress } from './chat.errors';
import { type TurnContext, TurnsRepository } from './turns.repository';

/** A turn whose reply comes from a generation. */
export interface OpeningTurn {
  readonly id: string;
  readonly generationId: string;
  readonly startsGeneration: boolean;
  readonly message: string;
  /** Whether the session leaves the reply tree with it. */
  readonly diverges: boolean;
}

/** Stores the beginning of a turn, in the transaction that is open around it. */
@Injectable()
export class TurnOpening {
  constructor(
    private readonly turns: TurnsRepository,
    private readonly watch: CrisisWatch,
  ) {}

  /**
   * Takes the session for the turn and stores its message. What a student writes freely is watched
   * for signs of a crisis, also where it is dressed up as an answer; greetings and answers that the
   * bank has are not.
   *
   * @throws TurnInProgress
   */
  async open(context: TurnContext, turn: OpeningTurn): Promise<void> {
    const { sessionId, cacheNodeId, userId, optionKeys } = context;
    const isFree = await this.turns.occupy(sessionId, cacheNodeId, turn.id, turn.diverges);
    if (!isFree) throw new TurnInProgress();
    await this.turns.insertRunning({
      id: turn.id,
      sessionId,
      userId,
      generationId: turn.generationId,
      startsGeneration: turn.startsGeneration,
      message: turn.message,
    });
    if (cacheableMessage(turn.message)?.fits(optionKeys) !== true) {
      await this.watch.watchTurn(userId, turn.id, turn.message);
    }
  }
}
