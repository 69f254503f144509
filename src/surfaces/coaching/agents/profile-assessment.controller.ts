import { Body, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AgentCalls } from './agent-calls';
import { ApiAgentReplies } from './agent-replies.decorator';
import {
  ProfileAssessmentReply,
  ProfileAssessmentRequest,
  toProfileInput,
} from './profile-assessment.dto';

@ApiTags('AI Agents')
@SignedIn()
@CoachingController('agents')
export class CoachingProfileAssessmentController {
  constructor(private readonly calls: AgentCalls) {}

  @Post('assess/profile')
  @HttpCode(200)
  @ApiOperation({
    summary: "Assess a student's profile",
    description:
      'Traits with the words of the record, strengths, gaps, recommendations and the mobility score of the target colleges.',
  })
  @ApiAgentReplies(ProfileAssessmentReply)
  async assess(
    @CurrentActor() actor: Actor,
    @Body() request: ProfileAssessmentRequest,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.calls.answer({
      actor,
      agent: 'assess/profile',
      studentUuid: request.student_id,
      input: toProfileInput(request),
      prefer,
      reply,
    });
  }
}
