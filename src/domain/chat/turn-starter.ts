import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { CacheableMessage } from '../replies/cacheable-message';
import { nodeKey } from '../replies/reply-keys';
import { TurnInProgress } from './chat.errors';
import { GenerationRegistry } from './generation-registry';
import { GenerationRunner } from './generation-runner';
import { GenerationsRepository } from './generations.repository';
import { TurnOpening } from './turn-opening';
import type { TurnContext } from './turns.repository';
import { Budgets } from './usage/budgets';
import type { BudgetState } from './usage/usage';

/** A turn whose reply is on its way. */
export interface StartedTurn {
  readonly id: string;
  readonly generationId: string;
  /** A budget that was nearly used up before this turn, which is charged to it. */
  readonly budgetWarning: BudgetState | null;
}

interface Flight {
  readonly generationId: string;
  readonly isNew: boolean;
  readonly budgetWarning: BudgetState | null;
}

/**
 * Starts turns that the tree has no reply for. Whoever asks for the same missing node, in any
 * process, joins the one generation that fills it.
 */
@Injectable()
export class TurnStarter {
  constructor(
    private readonly database: Database,
    private readonly opening: TurnOpening,
    private readonly generations: GenerationsRepository,
    private readonly registry: GenerationRegistry,
    private readonly runner: GenerationRunner,
    private readonly budgets: Budgets,
  ) {}

  /**
   * Stores the message and gets its reply under way.
   *
   * @param message what the tree knows the message by; null sends the session off the tree for good.
   * @returns null when the node was filled meanwhile: the tree answers now.
   * @throws TurnInProgress
   * @throws BudgetUsedUp when nobody has asked for this reply yet; nothing is stored then.
   */
  async start(
    context: TurnContext,
    content: string,
    message: CacheableMessage | null,
  ): Promise<StartedTurn | null> {
    if (context.activeTurnId !== null) throw new TurnInProgress();
    const id = randomUUID();
    const key =
      message === null ? null : nodeKey(context.rootKey, context.cacheNodeId, message.hash);
    const flight = await this.database.transaction(async () => {
      const found = await this.join(key, context);
      if (found === null) return null;
      await this.opening.open(context, {
        id,
        generationId: found.generationId,
        startsGeneration: found.isNew,
        message: content,
        diverges: key === null,
      });
      return found;
    });
    if (flight === null) return null;
    const { generationId, budgetWarning } = flight;
    if (flight.isNew) this.runner.start({ id: generationId, attempt: 1, nodeKey: key });
    return { id, generationId, budgetWarning };
  }

  /**
   * The running generation of a node or a new one; null when the node is there by now. Only who
   * starts one needs a budget, so that it is asked for last.
   */
  private async join(key: Buffer | null, context: TurnContext): Promise<Flight | null> {
    const id = randomUUID();
    if (key !== null) {
      const running = await this.generations.findRunning(key);
      if (running !== null) return joined(running);
      if ((await this.generations.findNode(key)) !== null) return null;
    }
    const created = await this.generations.insert(
      id,
      key,
      this.registry.owner,
      this.runner.leaseMs,
    );
    if (created !== null) {
      const budgetWarning = await this.budgets.admit(context.userId, context.courseId);
      return { generationId: created, isNew: true, budgetWarning };
    }
    const running = key === null ? null : await this.generations.findRunning(key);
    return running === null ? null : joined(running);
  }
}

function joined(generationId: string): Flight {
  return { generationId, isNew: false, budgetWarning: null };
}
