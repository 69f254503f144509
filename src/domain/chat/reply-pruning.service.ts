import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { OnJob } from '../../platform/queue/on-job.decorator';
import type { ResolvedPrompt } from '../prompts/prompt-resolver';
import { PromptsService } from '../prompts/prompts.service';
import { pruneReplies } from '../replies/replies.jobs';
import { RepliesRepository } from '../replies/replies.repository';
import { ModelChooser } from './model-choice';
import { TUTOR_PROMPT } from './tutor-prompts';

/** Keeps the reply tree to what can still serve. */
@Injectable()
export class ReplyPruningService {
  private readonly logger = new Logger(ReplyPruningService.name);

  constructor(
    private readonly replies: RepliesRepository,
    private readonly prompts: PromptsService,
    private readonly models: ModelChooser,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** Runs on schedule; twice does no harm. */
  @OnJob(pruneReplies)
  async prune(): Promise<void> {
    const prompts = await this.tutorPrompts();
    if (prompts.length === 0) return;
    const terms = {
      promptHashes: prompts.map(({ hash }) => hash),
      defaultModel: this.models.choose(null).id,
      modelPrefix: this.models.prefix,
    };
    let removed = 0;
    for (;;) {
      const batch = await this.replies.prune(terms, this.configuration.replies.unusedDays);
      removed += batch.found;
      if (!batch.isFull) break;
    }
    await this.replies.forgetLeftovers();
    if (removed > 0) this.logger.log(`Pruned ${removed} nodes of the reply tree`);
  }

  /** Without a usable prompt nobody opens a session, and what was superseded is not known yet. */
  private async tutorPrompts(): Promise<ResolvedPrompt[]> {
    try {
      return await this.prompts.resolveForAll(TUTOR_PROMPT);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn(`Pruned nothing: ${error.message}`);
      return [];
    }
  }
}
