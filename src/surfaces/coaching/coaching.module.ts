import { Module } from '@nestjs/common';
import { AgentsModule } from '../../domain/agents/agents.module';
import { AuthModule } from '../../domain/auth/auth.module';
import { UsersModule } from '../../domain/users/users.module';
import { AgentCalls } from './agents/agent-calls';
import { CoachingAgentRunsController } from './agents/runs.controller';
import { CoachingAuthController } from './auth/auth.controller';
import { CoachingSignIns } from './auth/sign-in.policy';

/** The college coaching contract: every route under /api, /v2 and the deprecated /v1. */
@Module({
  imports: [AgentsModule, AuthModule, UsersModule],
  controllers: [CoachingAgentRunsController, CoachingAuthController],
  providers: [AgentCalls, CoachingSignIns],
})
export class CoachingModule {}
