import { Module } from '@nestjs/common';
import { PromptsModule } from '../prompts/prompts.module';
import { ProviderCredentialsModule } from '../provider-credentials/provider-credentials.module';
import { StudentsModule } from '../students/students.module';
import type { Agent } from './agent';
import { AgentPrompts } from './agent-prompts';
import { AGENTS, AgentRegistry } from './agent-registry';
import { AgentRunner } from './runs/agent-runner';
import { AgentRunsRepository } from './runs/agent-runs.repository';
import { AgentRunsService } from './runs/agent-runs.service';
import { writerProvider } from './writing/writer.provider';

/** The agents that assess, plan, find and warn: numbers are computed, words are written. */
@Module({
  imports: [PromptsModule, ProviderCredentialsModule, StudentsModule],
  providers: [
    AgentPrompts,
    AgentRegistry,
    AgentRunner,
    AgentRunsRepository,
    AgentRunsService,
    writerProvider,
    {
      provide: AGENTS,
      inject: [],
      useFactory: (...agents: Agent[]): Agent[] => agents,
    },
  ],
  exports: [AgentRunsService],
})
export class AgentsModule {}
