import { Body, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AgentCalls } from './agent-calls';
import { ApiAgentReplies } from './agent-replies.decorator';
import { ReadinessReply, ReadinessRequest, toReadinessInput } from './readiness.dto';

@ApiTags('AI Agents')
@SignedIn()
@CoachingController('agents')
export class CoachingReadinessController {
  constructor(private readonly calls: AgentCalls) {}

  @Post('assess/readiness')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Assess how ready a student is',
    description:
      'By college and overall: a score with its range and reasons, gaps, dated actions, and what each would cost.',
  })
  @ApiAgentReplies(ReadinessReply)
  async assess(
    @CurrentActor() actor: Actor,
    @Body() request: ReadinessRequest,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.calls.answer({
      actor,
      agent: 'assess/readiness',
      studentUuid: request.student_id,
      input: toReadinessInput(request),
      prefer,
      reply,
    });
  }
}
