import { Body, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AgentCalls } from './agent-calls';
import { ApiAgentReplies } from './agent-replies.decorator';
import {
  FindOpportunitiesReply,
  FindOpportunitiesRequest,
  toFinderInput,
} from './opportunity-finder.dto';

@ApiTags('AI Agents')
@SignedIn()
@CoachingController('agents')
export class CoachingOpportunityFinderController {
  constructor(private readonly calls: AgentCalls) {}

  @Post('find/opportunities')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Find what a student can apply to',
    description:
      'By match score × amount. What is over, or whose rules the record breaks, is never listed.',
  })
  @ApiAgentReplies(FindOpportunitiesReply)
  async find(
    @CurrentActor() actor: Actor,
    @Body() request: FindOpportunitiesRequest,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.calls.answer({
      actor,
      agent: 'find/opportunities',
      studentUuid: request.student_id,
      input: toFinderInput(request),
      prefer,
      reply,
    });
  }
}
