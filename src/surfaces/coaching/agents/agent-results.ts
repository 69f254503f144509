import type { AgentName } from '../../../domain/agents/agent';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';

type ToBody = (run: AgentRun) => object;

/** How each agent's result looks in this contract. */
const BODIES: Partial<Record<AgentName, ToBody>> = {};

/** The documented body of a run that has succeeded. */
export function bodyOf(run: AgentRun): object {
  return BODIES[run.agent]?.(run) ?? {};
}
