import { type Agent, AGENT_NAMES } from './agent';
import { AgentRegistry } from './agent-registry';

describe('AgentRegistry', () => {
  const agents = AGENT_NAMES.map((name) => ({ name }) as Agent);

  it('knows each agent by its name', () => {
    const registry = new AgentRegistry(agents);
    expect(registry.get('detect/crisis')).toBe(agents.find(({ name }) => name === 'detect/crisis'));
    expect(registry.all()).toHaveLength(AGENT_NAMES.length);
  });

  it('refuses to start without one, and with two of a name, and says where to add it', () => {
    expect(() => new AgentRegistry(agents.slice(1))).toThrow(
      'There are 0 agents called "assess/profile". Give AgentsModule exactly one.',
    );
    expect(() => new AgentRegistry([...agents, ...agents.slice(0, 1)])).toThrow(
      'There are 2 agents called "assess/profile"',
    );
  });
});
