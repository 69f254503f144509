import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import type { ModelPrices } from '../../platform/config/model-prices';
import { Database } from '../../platform/database/database';
import { cacheableMessage } from '../replies/cacheable-message';
import { nodeKey } from '../replies/reply-keys';
import { FinishedRepliesRepository, type NodePlace } from './finished-replies.repository';
import { GenerationRegistry } from './generation-registry';
import {
  type GenerationSource,
  GenerationsRepository,
  type GenerationTicket,
} from './generations.repository';
import type { MadeReply } from './reply-maker';
import { costInMicrodollars } from './usage/token-cost';
import { UsageRepository } from './usage/usage.repository';

/** Saves what a generation came to: for every turn that waits for it, and for the tree. */
@Injectable()
export class ReplyKeeper {
  private readonly prices: ModelPrices;

  constructor(
    private readonly database: Database,
    private readonly generations: GenerationsRepository,
    private readonly replies: FinishedRepliesRepository,
    private readonly registry: GenerationRegistry,
    private readonly usage: UsageRepository,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.prices = configuration.chat.prices;
  }

  /**
   * Keeps a reply, all of it or nothing.
   *
   * @returns the message of each turn, or null when another process is in charge by now.
   */
  keep(
    ticket: GenerationTicket,
    source: GenerationSource,
    reply: MadeReply,
  ): Promise<ReadonlyMap<string, number> | null> {
    return this.database.transaction(async () => {
      const { id, attempt } = ticket;
      if (!(await this.generations.lock(id, this.registry.owner, attempt))) return null;
      const place = ticket.nodeKey === null ? null : placeOf(ticket.nodeKey, source, reply);
      const nodeId = place === null ? null : await this.replies.insertNode(source, place, reply);
      const answers = await this.replies.finish(id, reply, nodeId);
      if (reply.charge !== null) {
        const cost = costInMicrodollars(this.prices, reply.model, reply.charge);
        await this.usage.charge(id, reply.model, reply.charge, cost);
      }
      return new Map(answers.map((answer) => [answer.turnId, answer.messageId]));
    });
  }

  /**
   * Ends a generation and its turns without a reply.
   *
   * @returns whether this process was still in charge; if not, nothing happened.
   */
  fail(ticket: GenerationTicket, code: string, message: string): Promise<boolean> {
    return this.database.transaction(async () => {
      const { id, attempt } = ticket;
      if (!(await this.generations.lock(id, this.registry.owner, attempt))) return false;
      const status = code === 'cancelled' ? 'cancelled' : 'failed';
      await this.generations.fail(id, status, code, message);
      return true;
    });
  }
}

/**
 * Where in the tree a reply belongs, or null for one that must not serve others: because it was cut
 * off, or because what it was made from is not what its key says any more. The lesson, the model or
 * the session's place may have changed between the question and the last attempt to answer it.
 */
function placeOf(key: Buffer, source: GenerationSource, reply: MadeReply): NodePlace | null {
  const message = cacheableMessage(source.message);
  const isMadeFromItsKey =
    message !== null &&
    nodeKey(source.rootKey, source.cacheNodeId, message.hash).equals(key) &&
    source.lessonHash.equals(source.pinnedLessonHash) &&
    reply.model === source.model;
  return isMadeFromItsKey && reply.isWhole ? { key, message: message.canonical } : null;
}
