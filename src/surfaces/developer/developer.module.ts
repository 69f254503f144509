import { Module } from '@nestjs/common';
import { AgentsModule } from '../../domain/agents/agents.module';
import { CompletionsModule } from '../../domain/completions/completions.module';
import { DeveloperCompletionsController } from './ai/completions.controller';
import { DeveloperAiModelsController } from './ai/models.controller';
import { DeveloperOpenAiController } from './ai/openai/openai.controller';
import { DeveloperOpenAiResponsesController } from './ai/openai/responses.controller';
import { DeveloperToolsController } from './ai/tools.controller';
import { ApiKeysModule } from '../../domain/api-keys/api-keys.module';
import { DeveloperProfileModule } from '../../domain/developer-profile/developer-profile.module';
import { IdempotencyModule } from '../../domain/idempotency/idempotency.module';
import { PointsModule } from '../../domain/points/points.module';
import { TasksModule } from '../../domain/tasks/tasks.module';
import { WebhooksModule } from '../../domain/webhooks/webhooks.module';
import { DeveloperApiKeysController } from './api-keys/api-keys.controller';
import { DeveloperLeakedKeysController } from './leaked-keys/leaked-keys.controller';
import { DeveloperPointsController } from './points/points.controller';
import { DeveloperProfileController } from './profile/profile.controller';
import { DeveloperStakingController } from './staking/staking.controller';
import { DeveloperTasksController } from './tasks/tasks.controller';
import { DeveloperWebhookDeliveriesController } from './webhooks/webhook-deliveries.controller';
import { DeveloperWebhooksController } from './webhooks/webhooks.controller';

/** The developer contract. */
@Module({
  controllers: [
    DeveloperAiModelsController,
    DeveloperCompletionsController,
    DeveloperOpenAiController,
    DeveloperOpenAiResponsesController,
    DeveloperToolsController,
    DeveloperApiKeysController,
    DeveloperLeakedKeysController,
    DeveloperPointsController,
    DeveloperProfileController,
    DeveloperStakingController,
    DeveloperTasksController,
    DeveloperWebhookDeliveriesController,
    DeveloperWebhooksController,
  ],
  imports: [
    AgentsModule,
    CompletionsModule,
    ApiKeysModule,
    DeveloperProfileModule,
    IdempotencyModule,
    PointsModule,
    TasksModule,
    WebhooksModule,
  ],
})
export class DeveloperModule {}
