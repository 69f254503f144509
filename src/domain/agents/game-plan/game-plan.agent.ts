import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { StudentRecord } from '../../students/student-record';
import type { Agent, AgentRunContext, Examined } from '../agent';
import { CollegeAdvisor } from './college-advisor';
import { computePlan } from './compute-plan';
import { FOCUS_AREAS } from './focus-areas';
import type { ComputedPlan } from './game-plan';
import type { GamePlanResult } from './game-plan-result';
import { GamePlansRepository } from './game-plans.repository';
import { planEvidence } from './plan-evidence';
import { PLAN_WORDS, type PlanWords, planTemplate } from './plan-words';

const INPUT = z.object({
  timelineMonths: z.number().int().min(1).max(48),
  focusAreas: z.array(z.enum(FOCUS_AREAS)).nullable(),
});
type PlanInput = z.infer<typeof INPUT>;

/** Plans a student's months: what to reach, and what to do when. */
@Injectable()
export class GamePlanAgent implements Agent<PlanInput, ComputedPlan, PlanWords, GamePlanResult> {
  readonly name = 'generate/gameplan';
  readonly input = INPUT;
  readonly words = PLAN_WORDS;
  readonly prompt = {
    name: 'Game Plan',
    text:
      'You write the prose of a college preparation plan for a high-school student. The plan itself is settled: ' +
      'its goals, dates, tasks and hours are computed and you change none of them. Write warmly, plainly and briefly. ' +
      '`narrativeArc` is one sentence that ties what the student does to where they want to go. ' +
      '`financialOptimization` is one or two sentences of advice on paying for college. ' +
      '`summary` is a short paragraph to the student about the plan. Promise no admission and no money.',
  };

  constructor(
    private readonly colleges: CollegeAdvisor,
    private readonly plans: GamePlansRepository,
  ) {}

  async examine(
    record: StudentRecord,
    input: PlanInput,
    { today }: AgentRunContext,
  ): Promise<Examined<ComputedPlan>> {
    const advice = await this.colleges.adviceFor(record);
    const { timelineMonths, focusAreas } = input;
    return {
      ...planEvidence(record),
      computed: computePlan(record, today, timelineMonths, focusAreas, advice),
    };
  }

  template(examined: Examined<ComputedPlan>, record: StudentRecord): PlanWords {
    return planTemplate(examined, record);
  }

  citedBy(words: PlanWords): readonly string[] {
    return words.evidence;
  }

  compose(examined: Examined<ComputedPlan>, words: PlanWords, input: PlanInput): GamePlanResult {
    const { computed, missing, confidence } = examined;
    const planType = input.focusAreas === null ? 'comprehensive' : 'focused';
    return { planType, computed, words, missing, confidence };
  }

  async keep(
    { runId, studentId, requestedBy }: AgentRunContext,
    { computed }: Examined<ComputedPlan>,
    result: GamePlanResult,
  ): Promise<void> {
    await this.plans.insert(runId, studentId, computed.startsOn, result, requestedBy);
  }
}
