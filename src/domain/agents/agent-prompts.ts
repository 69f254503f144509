import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PromptsService } from '../prompts/prompts.service';
import { AgentRegistry } from './agent-registry';

/** Sees to it that every agent has its managed prompt from the first start on; what is there stays. */
@Injectable()
export class AgentPrompts implements OnApplicationBootstrap {
  constructor(
    private readonly agents: AgentRegistry,
    private readonly prompts: PromptsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const { prompt } of this.agents.all()) await this.prompts.ensure(prompt.name, prompt.text);
  }
}
