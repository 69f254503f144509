import { ApiProperty } from '@nestjs/swagger';
import type { StoredPlan } from '../../../domain/agents/game-plan/game-plans.repository';
import type { AcceptedMilestone } from '../../../domain/agents/game-plan/game-plans.service';
import { GamePlan, toGamePlan } from './game-plan.dto';

/** A version of a student's plan. */
export class GamePlanVersionReply {
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({ type: GamePlan })
  game_plan: GamePlan;
}

/** The versions of a student's plan. */
export class GamePlansReply {
  @ApiProperty({ type: [GamePlanVersionReply] })
  game_plans: GamePlanVersionReply[];

  @ApiProperty({ type: 'integer', example: 1 })
  page: number;

  @ApiProperty({ type: 'integer', example: 20 })
  per_page: number;
}

/** What became of a month that was taken on. */
export class AcceptedMilestoneReply {
  @ApiProperty({ example: 'accepted' })
  status: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  @ApiProperty({ type: 'integer', example: 1 })
  month: number;

  @ApiProperty({ type: 'integer', example: 3, description: 'Tasks that were not there before.' })
  new_tasks: number;
}

/** A stored plan as this contract shows it. */
export function toGamePlanVersion(plan: StoredPlan): GamePlanVersionReply {
  return {
    version: plan.version,
    created_at: plan.createdAt.toISOString(),
    game_plan: toGamePlan(plan.plan),
  };
}

/** A month that was taken on, as this contract shows it. */
export function toAcceptedMilestone(accepted: AcceptedMilestone): AcceptedMilestoneReply {
  return {
    status: 'accepted',
    version: accepted.plan.version,
    month: accepted.month,
    new_tasks: accepted.newTasks,
  };
}
