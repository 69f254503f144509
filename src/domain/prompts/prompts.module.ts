import { Module } from '@nestjs/common';
import { PromptCatalogue } from './prompt-catalogue';
import { PromptDeletionRepository } from './prompt-deletion.repository';
import { PromptDeletionService } from './prompt-deletion.service';
import { PromptGraphRepository } from './prompt-graph.repository';
import { PromptLabelsRepository } from './prompt-labels.repository';
import { PromptLabelsService } from './prompt-labels.service';
import { PromptListingsRepository } from './prompt-listings.repository';
import { PromptPreviewService } from './prompt-preview.service';
import { PromptPublisher } from './prompt-publisher';
import { PromptRehearsalService } from './prompt-rehearsal.service';
import { PromptSplitsRepository } from './prompt-splits.repository';
import { PromptSplitsService } from './prompt-splits.service';
import { PromptTagsService } from './prompt-tags.service';
import { PromptsRepository } from './prompts.repository';
import { PromptsService } from './prompts.service';
import { ProtectedLabels } from './protected-labels';
import { ResolvedPrompts } from './resolved-prompts';

/** Versioned prompts with labels, variables and inclusion of each other. */
@Module({
  providers: [
    PromptCatalogue,
    PromptDeletionRepository,
    PromptDeletionService,
    PromptGraphRepository,
    PromptLabelsRepository,
    PromptLabelsService,
    PromptListingsRepository,
    PromptPreviewService,
    PromptPublisher,
    PromptRehearsalService,
    PromptSplitsRepository,
    PromptSplitsService,
    PromptTagsService,
    PromptsRepository,
    PromptsService,
    ProtectedLabels,
    ResolvedPrompts,
  ],
  exports: [
    PromptDeletionService,
    PromptLabelsService,
    PromptPreviewService,
    PromptPublisher,
    PromptRehearsalService,
    PromptSplitsService,
    PromptTagsService,
    PromptsService,
  ],
})
export class PromptsModule {}
