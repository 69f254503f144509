import { Body, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AgentCalls } from './agent-calls';
import { ApiAgentReplies } from './agent-replies.decorator';
import {
  CrisisDetectionReply,
  CrisisDetectionRequest,
  toCrisisInput,
} from './crisis-detection.dto';

@ApiTags('AI Agents')
@SignedIn()
@CoachingController('agents')
export class CoachingCrisisDetectionController {
  constructor(private readonly calls: AgentCalls) {}

  @Post('detect/crisis')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Look for signs of a crisis',
    description:
      'In a text, and in what the student wrote lately. It is a first look and no diagnosis; where signs are found those who look after the student are alerted.',
  })
  @ApiAgentReplies(CrisisDetectionReply)
  async detect(
    @CurrentActor() actor: Actor,
    @Body() request: CrisisDetectionRequest,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.calls.answer({
      actor,
      agent: 'detect/crisis',
      studentUuid: request.student_id,
      input: toCrisisInput(request),
      prefer,
      reply,
    });
  }
}
