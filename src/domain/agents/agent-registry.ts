import { Inject, Injectable } from '@nestjs/common';
import { type Agent, AGENT_NAMES, type AgentName } from './agent';
import { AgentAbsent } from './agents.errors';

/** Where the module puts every agent. */
export const AGENTS = Symbol('agents');

/** The agents by name. Refuses to start with two for one name. */
@Injectable()
export class AgentRegistry {
  private readonly byName: ReadonlyMap<AgentName, Agent>;

  constructor(@Inject(AGENTS) agents: readonly Agent[]) {
    for (const name of AGENT_NAMES) {
      const found = agents.filter((agent) => agent.name === name).length;
      if (found > 1) {
        throw new Error(
          `There are ${found} agents called "${name}". Give AgentsModule exactly one.`,
        );
      }
    }
    this.byName = new Map(agents.map((agent) => [agent.name, agent]));
  }

  /** @throws AgentAbsent */
  get(name: AgentName): Agent {
    const agent = this.byName.get(name);
    if (agent === undefined) throw new AgentAbsent();
    return agent;
  }

  all(): readonly Agent[] {
    return [...this.byName.values()];
  }
}
