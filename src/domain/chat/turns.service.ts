import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, mayAuthorIn } from '../../kernel/actor';
import { type Counter, Metrics } from '../../platform/metrics/metrics';
import {
  cacheableMessage,
  type CacheableMessage,
  GREETING_TRIGGER,
} from '../replies/cacheable-message';
import { HitCounter } from '../replies/hit-counter';
import { splitByLengths } from '../replies/reply-chunks';
import { NoTurn, SessionNotFound, TurnInProgress } from './chat.errors';
import { GenerationFollower } from './generation-follower';
import type { ReplyPart } from './reply-part';
import { SessionTermsService } from './session-terms';
import { TurnStarter } from './turn-starter';
import { type TurnContext, TurnsRepository } from './turns.repository';
import type { BudgetState } from './usage/usage';

/** A node may be filled between looking and starting, then the turn looks again. */
const MOST_LOOKS = 5;

/** The turns of a conversation: one message of the student, one reply of the tutor. */
@Injectable()
export class TurnsService {
  private readonly replies: Counter<'source'>;

  constructor(
    private readonly turns: TurnsRepository,
    private readonly terms: SessionTermsService,
    private readonly starter: TurnStarter,
    private readonly follower: GenerationFollower,
    private readonly hits: HitCounter,
    metrics: Metrics,
  ) {
    this.replies = metrics.counter(
      {
        name: 'trellis_chat_replies_total',
        help: 'Replies of the tutor, from the tree of kept replies or from a generation.',
      },
      ['source'],
    );
  }

  /** The tutor's greeting: the reply to {@link GREETING_TRIGGER}; see {@link send}. */
  greet(actor: Actor, sessionId: number, left: AbortSignal): Promise<AsyncIterable<ReplyPart>> {
    return this.send(actor, sessionId, GREETING_TRIGGER, left);
  }

  /**
   * Takes a message and streams the reply: from the tree, from a generation that runs already, or
   * from a new one. The message is stored when this resolves, the reply before its last part.
   *
   * @param left aborted when the client has left: the reply is made all the same, and not streamed.
   * @throws SessionNotFound
   * @throws TurnInProgress when the last reply is not finished.
   * @throws BudgetUsedUp when the reply needs the model and today's tokens are spent.
   */
  async send(
    actor: Actor,
    sessionId: number,
    content: string,
    left: AbortSignal,
  ): Promise<AsyncIterable<ReplyPart>> {
    const message = cacheableMessage(content);
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const context = await this.load(actor, sessionId, message);
      const isTracked = await this.isTracked(context, message, actor.userId);
      if (isTracked && context.nodeId !== null) {
        const parts = await this.serve(context, context.nodeId, content);
        if (parts !== null) return parts;
      } else {
        const turn = await this.starter.start(context, content, isTracked ? message : null);
        if (turn !== null) {
          this.replies.inc({ source: 'generation' });
          const parts = this.follower.follow(turn.id, turn.generationId, 0, left);
          return turn.budgetWarning === null ? parts : warning(parts, turn.budgetWarning);
        }
      }
    }
    throw new TurnInProgress();
  }

  /**
   * The reply of the newest turn from chunk `from` on, whether it still comes or was long given.
   *
   * @param left aborted when the client has left.
   * @throws SessionNotFound
   * @throws NoTurn
   */
  async resume(
    actor: Actor,
    sessionId: number,
    from: number,
    left: AbortSignal,
  ): Promise<AsyncIterable<ReplyPart>> {
    await this.load(actor, sessionId, null);
    const turn = await this.turns.findLast(sessionId, actor.userId);
    if (turn === null) throw new NoTurn();
    if (turn.status === 'running' && turn.generationId !== null) {
      return this.follower.follow(turn.id, turn.generationId, from, left);
    }
    return asynchronous(this.follower.replay(turn, from));
  }

  private async load(
    actor: Actor,
    sessionId: number,
    message: CacheableMessage | null,
  ): Promise<TurnContext> {
    const context = await this.turns.load(sessionId, actor.userId, message?.hash ?? null);
    if (context === null) throw new SessionNotFound();
    if (!context.isVisible && !mayAuthorIn(actor, context.universityId)) {
      throw new SessionNotFound();
    }
    return context;
  }

  /** Whether the tree may answer this message, or learn the answer. */
  private async isTracked(
    context: TurnContext,
    message: CacheableMessage | null,
    userId: number,
  ): Promise<boolean> {
    return (
      message !== null &&
      context.cacheState === 'TRACKING' &&
      context.cacheEnabled &&
      message.fits(context.optionKeys) &&
      (await this.terms.stillHold(context.rootKey, context, userId))
    );
  }

  /** Answers from the tree; null when the session moved on or the node went since it was read. */
  private async serve(
    context: TurnContext,
    nodeId: number,
    content: string,
  ): Promise<AsyncIterable<ReplyPart> | null> {
    if (context.activeTurnId !== null) throw new TurnInProgress();
    const messageId = await this.turns.saveHit({
      sessionId: context.sessionId,
      nodeId,
      previousNodeId: context.cacheNodeId,
      turnId: randomUUID(),
      message: content,
      model: context.model,
    });
    if (messageId === null) return null;
    this.hits.count(nodeId);
    this.replies.inc({ source: 'tree' });
    const chunks = splitByLengths(context.nodeContent ?? '', context.nodeChunkLengths ?? []);
    return asynchronous(replay(chunks, messageId));
  }
}

function* replay(chunks: readonly string[], messageId: number): Generator<ReplyPart> {
  for (const content of chunks) yield { type: 'chunk', content };
  yield { type: 'done', messageId };
}

async function* asynchronous<Part>(parts: Iterable<Part>): AsyncGenerator<Part> {
  yield* parts;
}

/** The same parts; the last one warns of a budget unless the reply failed. */
async function* warning(
  parts: AsyncIterable<ReplyPart>,
  budgetWarning: BudgetState,
): AsyncGenerator<ReplyPart> {
  for await (const part of parts) yield part.type === 'done' ? { ...part, budgetWarning } : part;
}
