import { Inject, Injectable } from '@nestjs/common';
import { type Agent, AGENT_NAMES, type AgentName } from './agent';

/** Where the module puts every agent. */
export const AGENTS = Symbol('agents');

/** The agents by name. Refuses to start unless there is exactly one for each. */
@Injectable()
export class AgentRegistry {
  private readonly byName: ReadonlyMap<AgentName, Agent>;

  constructor(@Inject(AGENTS) agents: readonly Agent[]) {
    for (const name of AGENT_NAMES) {
      const found = agents.filter((agent) => agent.name === name).length;
      if (found !== 1) {
        throw new Error(
          `There are ${found} agents called "${name}". Give AgentsModule exactly one.`,
        );
      }
    }
    this.byName = new Map(agents.map((agent) => [agent.name, agent]));
  }

  get(name: AgentName): Agent {
    return this.byName.get(name) as Agent;
  }

  all(): readonly Agent[] {
    return [...this.byName.values()];
  }
}
