import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Actor, holdsRole } from '../../kernel/actor';
import type { ModelPart, TokenUsage } from '../../platform/llm/language-model';
import { Departure } from '../../platform/shutdown/departure';
import { ServerStopping } from '../../platform/shutdown/shutdown.errors';
import type { ModelCall } from '../chat/usage/model-charges';
import { estimatedInput, modelUsage } from '../chat/usage/token-usage';
import { PassingWords } from '../crisis/watch/passing-words.service';
import {
  type Completion,
  type CompletionPart,
  type CompletionRequest,
  type FinishReason,
  MOST_CHARACTERS,
  MOST_MESSAGES,
  type RunningCompletion,
} from './completion';
import { CompletionBudgets } from './completion-budgets';
import { CompletionModels } from './completion-models';
import { ConversationTooLong } from './completions.errors';
import { type BoundedRequest, type Responder, RESPONDER } from './responder';

type Finish = Extract<ModelPart, { type: 'finish' }>;

const REASONS: Readonly<Record<Finish['reason'], FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content_filter',
  other: 'stop',
};

/**
 * Replies of a model to people's programs. What is said passes through: nothing of it is stored or
 * logged, but what it cost, and quotes where a student's words speak of danger.
 */
@Injectable()
export class CompletionsService {
  private readonly logger = new Logger(CompletionsService.name);

  constructor(
    private readonly models: CompletionModels,
    private readonly budgets: CompletionBudgets,
    private readonly words: PassingWords,
    @Inject(RESPONDER) private readonly responder: Responder,
    private readonly departure: Departure,
  ) {}

  /**
   * Begins a reply. Its parts fail as the model fails, and with ServerStopping when the process has
   * to leave before their end; a reader who leaves them, and the signal, end the call of the model at
   * once. What was made until then is charged.
   *
   * @throws ModelNotOffered @throws ConversationTooLong
   * @throws AiBudgetUsedUp @throws AiBudgetHeld @throws TooManyCompletions
   */
  async start(
    actor: Actor,
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<RunningCompletion> {
    const model = this.models.get(request.model);
    refuseTooLong(request);
    const maxOutputTokens = request.maxOutputTokens ?? this.models.defaultOutputTokens;
    const id = randomUUID();
    const most = estimatedInput(request.messages) + maxOutputTokens;
    await this.budgets.admit(actor.userId, id, most);
    const call = { id, userId: actor.userId, model: model.bookedAs };
    const parts = this.metered(actor, { ...request, maxOutputTokens }, call, signal);
    return { id, model: model.name, startedAt: new Date(), parts };
  }

  /** The whole reply at once. @throws what {@link start} and the model raise. */
  async complete(
    actor: Actor,
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Completion> {
    const { parts, ...running } = await this.start(actor, request, signal);
    let content = '';
    let end: Extract<CompletionPart, { type: 'end' }> | null = null;
    for await (const part of parts) {
      if (part.type === 'text') content += part.text;
      else end = part;
    }
    const { finishReason, usage } = end as Extract<CompletionPart, { type: 'end' }>;
    return { ...running, content, finishReason, usage };
  }

  /** The reply, charged before its end is told and however it ends. */
  private async *metered(
    actor: Actor,
    request: BoundedRequest,
    call: ModelCall,
    signal: AbortSignal,
  ): AsyncGenerator<CompletionPart> {
    let characters = 0;
    let isCharged = false;
    const leaving = new AbortController();
    const { lastCall } = this.departure;
    const usageSoFar = (reported: TokenUsage | null) =>
      modelUsage(reported, request.messages, characters);
    try {
      await this.watch(actor, request, call.id);
      const either = AbortSignal.any([signal, lastCall, leaving.signal]);
      for await (const part of this.responder.respond(actor, request, either)) {
        if (part.type === 'text') {
          characters += part.text.length;
          yield part;
        } else {
          const usage = usageSoFar(part.usage);
          await this.budgets.charge(call, usage);
          isCharged = true;
          yield { type: 'end', finishReason: REASONS[part.reason], usage };
        }
      }
    } catch (error) {
      throw lastCall.aborted && !signal.aborted ? new ServerStopping() : error;
    } finally {
      leaving.abort();
      if (!isCharged) {
        // A model that was asked and then left has read the question; one that failed has not.
        const wasUsed = characters > 0 || signal.aborted || lastCall.aborted;
        await this.endEarly(call, wasUsed ? usageSoFar(null) : null);
      }
    }
  }

  private async endEarly(
    call: ModelCall,
    usage: ReturnType<typeof modelUsage> | null,
  ): Promise<void> {
    try {
      if (usage === null) await this.budgets.release(call.id);
      else await this.budgets.charge(call, usage);
    } catch (error) {
      this.logger.error({ err: error }, `Call ${call.id} ended without being charged`);
    }
  }

  /** The tutor's conversations of students are watched for signs of danger; so are these. */
  private async watch(actor: Actor, { messages }: BoundedRequest, id: string): Promise<void> {
    if (!holdsRole(actor, 'STUDENT')) return;
    const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
    const [newest, ...earlier] = said.toReversed();
    if (newest !== undefined) await this.words.watch(actor.userId, id, newest, earlier);
  }
}

function refuseTooLong({ messages }: CompletionRequest): void {
  if (messages.length > MOST_MESSAGES) {
    throw new ConversationTooLong(`there are more than ${MOST_MESSAGES} messages`);
  }
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (characters > MOST_CHARACTERS) {
    throw new ConversationTooLong(
      `the messages have more than ${MOST_CHARACTERS} characters together`,
    );
  }
}
