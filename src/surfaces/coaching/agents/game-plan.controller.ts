import { Body, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AgentCalls } from './agent-calls';
import { ApiAgentReplies } from './agent-replies.decorator';
import { GamePlanReply, GamePlanRequest, toGamePlanInput } from './game-plan.dto';

@ApiTags('AI Agents')
@SignedIn()
@CoachingController('agents')
export class CoachingGamePlanController {
  constructor(private readonly calls: AgentCalls) {}

  @Post('generate/gameplan')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Plan the months of a student',
    description:
      'Goals, and tasks that fit the hours of each month and end before their deadlines. Every plan is kept as a version.',
  })
  @ApiAgentReplies(GamePlanReply)
  async generate(
    @CurrentActor() actor: Actor,
    @Body() request: GamePlanRequest,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.calls.answer({
      actor,
      agent: 'generate/gameplan',
      studentUuid: request.student_id,
      input: toGamePlanInput(request),
      prefer,
      reply,
    });
  }
}
