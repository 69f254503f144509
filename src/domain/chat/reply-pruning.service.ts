import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { OnJob } from '../../platform/queue/on-job.decorator';
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
    const prompt = await this.prompts.resolve(TUTOR_PROMPT);
    const terms = {
      promptHash: prompt.hash,
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
}
