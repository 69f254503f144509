import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { cacheableMessage } from '../replies/cacheable-message';
import { GenerationRegistry } from './generation-registry';
import {
  type GenerationSource,
  GenerationsRepository,
  type GenerationTicket,
} from './generations.repository';
import type { MadeReply } from './reply-maker';

/** Saves what a generation came to: for every turn that waits for it, and for the tree. */
@Injectable()
export class ReplyKeeper {
  constructor(
    private readonly database: Database,
    private readonly generations: GenerationsRepository,
    private readonly registry: GenerationRegistry,
  ) {}

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
      const { id, attempt, nodeKey } = ticket;
      if (!(await this.generations.lock(id, this.registry.owner, attempt))) return null;
      const message = cacheableMessage(source.message);
      const nodeId =
        nodeKey !== null && message !== null && reply.isWhole
          ? await this.generations.insertNode(
              source,
              { key: nodeKey, message: message.canonical },
              reply,
            )
          : null;
      const answers = await this.generations.finish(id, reply, nodeId);
      return new Map(answers.map((answer) => [answer.turnId, answer.messageId]));
    });
  }

  /** Ends a generation and its turns without a reply, if this process is still in charge. */
  async fail(ticket: GenerationTicket, code: string, message: string): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.generations.lock(ticket.id, this.registry.owner, ticket.attempt))) return;
      await this.generations.fail(
        ticket.id,
        code === 'cancelled' ? 'cancelled' : 'failed',
        code,
        message,
      );
    });
  }
}
