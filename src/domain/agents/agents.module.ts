import { Module } from '@nestjs/common';
import { ChatModule } from '../chat/chat.module';
import { CollegesModule } from '../colleges/colleges.module';
import { CompletionsModule } from '../completions/completions.module';
import { CrisisModule } from '../crisis/crisis.module';
import { OpportunitiesModule } from '../opportunities/opportunities.module';
import { PromptsModule } from '../prompts/prompts.module';
import { ProviderCredentialsModule } from '../provider-credentials/provider-credentials.module';
import { StudentsModule } from '../students/students.module';
import { UsersModule } from '../users/users.module';
import type { Agent } from './agent';
import { AgentPrompts } from './agent-prompts';
import { AGENTS, AgentRegistry } from './agent-registry';
import { CrisisDetectionAgent } from './crisis-detection/crisis-detection.agent';
import { CollegeAdvisor } from './game-plan/college-advisor';
import { GamePlanAgent } from './game-plan/game-plan.agent';
import { GamePlansRepository } from './game-plan/game-plans.repository';
import { GamePlansService } from './game-plan/game-plans.service';
import { InterventionAgent } from './intervention/intervention.agent';
import { OpportunityFinderAgent } from './opportunity-finder/opportunity-finder.agent';
import { ProfileAssessmentAgent } from './profile-assessment/profile-assessment.agent';
import { ReadinessAgent } from './readiness/readiness.agent';
import { ReadinessRepository } from './readiness/readiness.repository';
import { AgentRunner } from './runs/agent-runner';
import { AgentRunSteps } from './runs/agent-run-steps';
import { AgentRunsRepository } from './runs/agent-runs.repository';
import { AgentRunsService } from './runs/agent-runs.service';
import { AgentTools } from './tools/agent-tools.service';
import { writerProvider } from './writing/writer.provider';

/** The agents that assess, plan, find and warn: numbers are computed, words are written. */
@Module({
  imports: [
    ChatModule,
    CollegesModule,
    CompletionsModule,
    CrisisModule,
    OpportunitiesModule,
    PromptsModule,
    ProviderCredentialsModule,
    StudentsModule,
    UsersModule,
  ],
  providers: [
    AgentPrompts,
    AgentRegistry,
    AgentRunner,
    AgentRunSteps,
    AgentRunsRepository,
    AgentRunsService,
    AgentTools,
    CollegeAdvisor,
    CrisisDetectionAgent,
    GamePlanAgent,
    GamePlansRepository,
    GamePlansService,
    InterventionAgent,
    OpportunityFinderAgent,
    ProfileAssessmentAgent,
    ReadinessAgent,
    ReadinessRepository,
    writerProvider,
    {
      provide: AGENTS,
      inject: [
        CrisisDetectionAgent,
        GamePlanAgent,
        InterventionAgent,
        OpportunityFinderAgent,
        ProfileAssessmentAgent,
        ReadinessAgent,
      ],
      useFactory: (...agents: Agent[]): Agent[] => agents,
    },
  ],
  exports: [AgentRunsService, AgentTools, GamePlansService],
})
export class AgentsModule {}
