import { Module } from '@nestjs/common';
import { ChatModule } from '../chat/chat.module';
import { ContentModule } from '../content/content.module';
import { CrisisModule } from '../crisis/crisis.module';
import { EntitlementsModule } from '../entitlements/entitlements.module';
import { ProviderCredentialsModule } from '../provider-credentials/provider-credentials.module';
import { CompletionBudgets } from './completion-budgets';
import { CompletionHolds } from './completion-holds.repository';
import { CompletionModels } from './completion-models';
import { CompletionsService } from './completions.service';
import { OfflineResponder } from './offline/offline-responder';
import { responderProvider } from './responder.provider';

/** Replies of the model to people's programs, and what they may spend on them. */
@Module({
  imports: [ChatModule, ContentModule, CrisisModule, EntitlementsModule, ProviderCredentialsModule],
  providers: [
    CompletionBudgets,
    CompletionHolds,
    CompletionModels,
    CompletionsService,
    OfflineResponder,
    responderProvider,
  ],
  exports: [CompletionBudgets, CompletionModels, CompletionsService],
})
export class CompletionsModule {}
