import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { ContentModule } from '../content/content.module';
import { CrisisModule } from '../crisis/crisis.module';
import { EntitlementsModule } from '../entitlements/entitlements.module';
import { PromptsModule } from '../prompts/prompts.module';
import { ProviderCredentialsModule } from '../provider-credentials/provider-credentials.module';
import { RepliesModule } from '../replies/replies.module';
import { UsersModule } from '../users/users.module';
import { FinishedRepliesRepository } from './finished-replies.repository';
import { GenerationBells } from './generation-bells';
import { GenerationFollower } from './generation-follower';
import { GenerationKeeper } from './generation-keeper';
import { GenerationRegistry } from './generation-registry';
import { GenerationRunner } from './generation-runner';
import { GenerationsRepository } from './generations.repository';
import { ModelChooser } from './model-choice';
import { OfflineTutor } from './offline/offline-tutor';
import { PassageSearch } from './offline/passage-search';
import { StemsRepository } from './offline/stems.repository';
import { RemoteGenerations } from './remote-generations';
import { ReplyKeeper } from './reply-keeper';
import { ReplyMaker } from './reply-maker';
import { ReplyPruningService } from './reply-pruning.service';
import { SessionOpening } from './session-opening.repository';
import { SessionRemoval } from './session-removal.service';
import { SessionTermsService } from './session-terms';
import { SessionsRepository } from './sessions.repository';
import { SessionsService } from './sessions.service';
import { StudentMessages } from './student-messages';
import { TurnCanceller } from './turn-canceller';
import { TurnOpening } from './turn-opening';
import { TurnStarter } from './turn-starter';
import { TurnsRepository } from './turns.repository';
import { TurnsService } from './turns.service';
import { TutorPromptPublisher } from './tutor-prompt-publisher';
import { tutorProvider } from './tutor.provider';
import { Budgets } from './usage/budgets';
import { ModelCharges } from './usage/model-charges';
import { UsageRepository } from './usage/usage.repository';
import { UsageService } from './usage/usage.service';

/** Conversations with the tutor. */
@Module({
  imports: [
    AuditModule,
    ContentModule,
    CrisisModule,
    EntitlementsModule,
    PromptsModule,
    ProviderCredentialsModule,
    RepliesModule,
    UsersModule,
  ],
  providers: [
    Budgets,
    FinishedRepliesRepository,
    GenerationBells,
    GenerationFollower,
    GenerationKeeper,
    GenerationRegistry,
    GenerationRunner,
    GenerationsRepository,
    ModelCharges,
    ModelChooser,
    OfflineTutor,
    PassageSearch,
    RemoteGenerations,
    ReplyKeeper,
    ReplyMaker,
    ReplyPruningService,
    SessionOpening,
    SessionRemoval,
    SessionTermsService,
    SessionsRepository,
    SessionsService,
    StemsRepository,
    StudentMessages,
    TurnCanceller,
    TurnOpening,
    TurnStarter,
    TurnsRepository,
    TurnsService,
    TutorPromptPublisher,
    UsageRepository,
    UsageService,
    tutorProvider,
  ],
  exports: [
    ModelCharges,
    PassageSearch,
    SessionRemoval,
    SessionsService,
    StudentMessages,
    TurnCanceller,
    TurnsService,
    UsageService,
  ],
})
export class ChatModule {}
