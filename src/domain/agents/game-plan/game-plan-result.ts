import type { ComputedPlan } from './game-plan';
import type { PlanWords } from './plan-words';

/** What a run of this agent ends with. */
export interface GamePlanResult {
  readonly planType: 'comprehensive' | 'focused';
  readonly computed: ComputedPlan;
  readonly words: PlanWords;
  readonly missing: readonly string[];
  readonly confidence: number;
}
