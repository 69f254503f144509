import { Body, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AgentCalls } from './agent-calls';
import { ApiAgentReplies } from './agent-replies.decorator';
import { InterventionReply, InterventionRequest, toInterventionInput } from './intervention.dto';

@ApiTags('AI Agents')
@SignedIn()
@CoachingController('agents')
export class CoachingInterventionController {
  constructor(private readonly calls: AgentCalls) {}

  @Post('intervention/recommend')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Recommend what to do for a student in trouble',
    description:
      'Strategies, messages that are filled for the student, and what to expect, from a versioned library.',
  })
  @ApiAgentReplies(InterventionReply)
  async recommend(
    @CurrentActor() actor: Actor,
    @Body() request: InterventionRequest,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.calls.answer({
      actor,
      agent: 'intervention/recommend',
      studentUuid: request.student_id,
      input: toInterventionInput(request),
      prefer,
      reply,
    });
  }
}
