import type { AgentName } from '../../../domain/agents/agent';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import { toCrisisDetectionReply } from './crisis-detection.dto';
import { toGamePlanReply } from './game-plan.dto';
import { toInterventionReply } from './intervention.dto';
import { toFinderReply } from './opportunity-finder.dto';
import { toProfileReply } from './profile-assessment.dto';
import { toReadinessReply } from './readiness.dto';

type ToBody = (run: AgentRun) => object;

/** How each agent's result looks in this contract. */
const BODIES: Readonly<Record<AgentName, ToBody>> = {
  'assess/profile': toProfileReply,
  'assess/readiness': toReadinessReply,
  'detect/crisis': toCrisisDetectionReply,
  'find/opportunities': toFinderReply,
  'generate/gameplan': toGamePlanReply,
  'intervention/recommend': toInterventionReply,
};

/** The documented body of a run that has succeeded. */
export function bodyOf(run: AgentRun): object {
  return BODIES[run.agent](run);
}
