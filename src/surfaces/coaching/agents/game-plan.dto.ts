import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { FOCUS_AREAS, type FocusArea } from '../../../domain/agents/game-plan/focus-areas';
import type { GamePlanResult } from '../../../domain/agents/game-plan/game-plan-result';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import type { JsonValue } from '../../../kernel/json';
import { PresentOrAbsent } from '../../http/fields';
import { IntegerField } from '../../http/value-fields';
import { UuidField } from '../uuid-fields';

const DEFAULT_MONTHS = 12;

/** For whom to plan, and what. */
export class GamePlanRequest {
  @UuidField()
  student_id: string;

  @IntegerField({
    minimum: 1,
    maximum: 48,
    example: DEFAULT_MONTHS,
    optional: true,
    description: '12 when absent.',
  })
  timeline_months?: number;

  @ApiProperty({
    type: 'array',
    items: { type: 'string', enum: [...FOCUS_AREAS] },
    required: false,
    example: ['test_prep', 'extracurriculars', 'essays'],
    description: 'What to work on; everything that the record shows to be open when absent.',
  })
  @PresentOrAbsent(false)
  @IsArray({ message: 'value is not a list' })
  @ArrayMaxSize(FOCUS_AREAS.length, { message: 'the list has too many entries' })
  @ArrayUnique({ message: 'the list names something twice' })
  @IsIn(FOCUS_AREAS, { each: true, message: `entries are of ${FOCUS_AREAS.join(', ')}` })
  focus_areas?: FocusArea[];
}

class GamePlanGoal {
  @ApiProperty({ example: 'goal_1' })
  id: string;

  @ApiProperty({ example: 'Improve SAT score' })
  title: string;

  @ApiProperty({ type: 'string', nullable: true, example: '1500+' })
  target: string | null;

  @ApiProperty({ format: 'date', example: '2027-05-01' })
  deadline: string;
}

class GamePlanTask {
  @ApiProperty({ example: 'Take a full diagnostic SAT or ACT and review every mistake' })
  title: string;

  @ApiProperty({ enum: ['high', 'medium', 'low'], example: 'high' })
  priority: string;

  @ApiProperty({ type: 'integer', example: 4 })
  estimated_hours: number;

  @ApiProperty({ format: 'date', example: '2026-12-22' })
  due_on: string;

  @ApiProperty({ enum: [...FOCUS_AREAS], example: 'test_prep' })
  area: string;
}

class GamePlanMilestone {
  @ApiProperty({ type: 'integer', example: 1 })
  month: number;

  @ApiProperty({ type: [GamePlanTask] })
  tasks: GamePlanTask[];
}

class ChettyOptimizations {
  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '+12%',
    description:
      "How far the mean success rate of the recommended colleges lies above that of the student's targets: institution-level and historical. Null with a reason.",
  })
  mobility_score_impact: string | null;

  @ApiProperty({ example: 'Compared with 3 target colleges that have figures.' })
  mobility_score_reason: string;

  @ApiProperty({ type: [String], example: ['University of California, Berkeley'] })
  recommended_colleges: string[];

  @ApiProperty({ example: 'Apply for need-based aid.' })
  financial_optimization: string;
}

class UnplannedTask {
  @ApiProperty({ example: 'Draft the supplemental essays' })
  title: string;

  @ApiProperty({ enum: [...FOCUS_AREAS], example: 'essays' })
  area: string;
}

/** A plan itself. */
export class GamePlan {
  @ApiProperty({ enum: ['comprehensive', 'focused'], example: 'comprehensive' })
  plan_type: string;

  @ApiProperty({ type: 'integer', example: 12 })
  timeline_months: number;

  @ApiProperty({ format: 'date', example: '2026-11-22' })
  starts_on: string;

  @ApiProperty({ type: 'integer', example: 33, description: 'Hours that a month may ask for.' })
  hours_per_month: number;

  @ApiProperty({ type: [GamePlanGoal] })
  goals: GamePlanGoal[];

  @ApiProperty({ type: [GamePlanMilestone] })
  milestones: GamePlanMilestone[];

  @ApiProperty({ type: [UnplannedTask], description: 'What found no room in the months.' })
  unplanned: UnplannedTask[];

  @ApiProperty({ type: [String], description: 'Areas whose time has passed.', example: [] })
  too_late: string[];

  @ApiProperty({ type: ChettyOptimizations })
  chetty_optimizations: ChettyOptimizations;

  @ApiProperty({ example: 'From Robotics club to mechanical engineering.' })
  narrative_arc: string;

  @ApiProperty({ example: '18 tasks over 12 months, at most 33 hours in each.' })
  summary: string;

  @ApiProperty({ type: [String], example: ['test scores'], description: 'What is not known yet.' })
  missing: string[];

  @ApiProperty({ example: 0.86, description: 'The share of the needed evidence that is there.' })
  confidence: number;
}

/** A plan. */
export class GamePlanReply {
  @ApiProperty({ example: 'success' })
  status: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ type: GamePlan })
  game_plan: GamePlan;
}

/** The domain's words for what to plan. */
export function toGamePlanInput(request: GamePlanRequest): JsonValue {
  return {
    timelineMonths: request.timeline_months ?? DEFAULT_MONTHS,
    focusAreas: request.focus_areas ?? null,
  };
}

/** The body of a run that made a plan. */
export function toGamePlanReply(run: AgentRun): GamePlanReply {
  return {
    status: 'success',
    student_id: run.studentUuid,
    game_plan: toGamePlan(run.result as GamePlanResult),
  };
}

/** A plan as this contract shows it. */
export function toGamePlan({
  planType,
  computed,
  words,
  missing,
  confidence,
}: GamePlanResult): GamePlan {
  const { advice } = computed;
  return {
    plan_type: planType,
    timeline_months: computed.months,
    starts_on: computed.startsOn,
    hours_per_month: computed.hoursAMonth,
    goals: computed.goals.map(({ id, title, target, deadline }) => ({
      id,
      title,
      target,
      deadline,
    })),
    milestones: computed.milestones.map(({ month, tasks }) => ({
      month,
      tasks: tasks.map(({ title, priority, hours, dueOn, area }) => ({
        title,
        priority,
        estimated_hours: hours,
        due_on: dueOn,
        area,
      })),
    })),
    unplanned: computed.unplanned.map(({ title, area }) => ({ title, area })),
    too_late: [...computed.tooLate],
    chetty_optimizations: {
      mobility_score_impact: signed(advice.mobilityImpactPercent),
      mobility_score_reason: advice.reason,
      recommended_colleges: [...advice.recommended],
      financial_optimization: words.financialOptimization,
    },
    narrative_arc: words.narrativeArc,
    summary: words.summary,
    missing: [...missing],
    confidence,
  };
}

function signed(percent: number | null): string | null {
  return percent === null ? null : `${percent < 0 ? '' : '+'}${percent}%`;
}
