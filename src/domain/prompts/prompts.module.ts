import { Module } from '@nestjs/common';
import { PromptGraphRepository } from './prompt-graph.repository';
import { PromptListingsRepository } from './prompt-listings.repository';
import { PromptPreviewService } from './prompt-preview.service';
import { PromptPublisher } from './prompt-publisher';
import { PromptsRepository } from './prompts.repository';
import { PromptsService } from './prompts.service';
import { ResolvedPrompts } from './resolved-prompts';

/** Versioned prompts with labels, variables and inclusion of each other. */
@Module({
  providers: [
    PromptGraphRepository,
    PromptListingsRepository,
    PromptPreviewService,
    PromptPublisher,
    PromptsRepository,
    PromptsService,
    ResolvedPrompts,
  ],
  exports: [PromptPreviewService, PromptPublisher, PromptsService],
})
export class PromptsModule {}
