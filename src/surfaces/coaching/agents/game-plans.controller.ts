import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GamePlansService } from '../../../domain/agents/game-plan/game-plans.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { CoachingController } from '../coaching.surface';
import { PageQuery, sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import {
  AcceptedMilestoneReply,
  GamePlansReply,
  GamePlanVersionReply,
  toAcceptedMilestone,
  toGamePlanVersion,
} from './game-plans.dto';

@ApiTags('Students')
@SignedIn()
@CoachingController('students/:student_id/game-plans')
export class CoachingGamePlansController {
  constructor(private readonly plans: GamePlansService) {}

  @Get()
  @ApiOperation({ summary: 'List the game plans of a student', description: 'The newest first.' })
  @ApiOkResponse({ type: GamePlansReply })
  async list(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') studentId: string,
    @Query() query: PageQuery,
  ): Promise<GamePlansReply> {
    const plans = await this.plans.list(actor, studentId, sliceOf(query));
    return {
      game_plans: plans.map(toGamePlanVersion),
      page: query.page,
      per_page: query.per_page,
    };
  }

  @Get(':version')
  @ApiOperation({ summary: 'Get a version of the game plan of a student' })
  @ApiOkResponse({ type: GamePlanVersionReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') studentId: string,
    @IdParameter('version') version: number,
  ): Promise<GamePlanVersionReply> {
    return toGamePlanVersion(await this.plans.get(actor, studentId, version));
  }

  @Post(':version/milestones/:month/accept')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take on a month of a game plan',
    description: 'Its tasks become the tasks of the student; doing it again adds nothing.',
  })
  @ApiOkResponse({ type: AcceptedMilestoneReply })
  async accept(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') studentId: string,
    @IdParameter('version') version: number,
    @IdParameter('month') month: number,
  ): Promise<AcceptedMilestoneReply> {
    return toAcceptedMilestone(await this.plans.acceptMilestone(actor, studentId, version, month));
  }
}
