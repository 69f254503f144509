import { Body, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SessionsService } from '../../../domain/coach/sessions.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { SessionIdParameter } from '../session-id';
import {
  CreatedSessionReply,
  CreateSessionRequest,
  SessionReply,
  SessionsQuery,
  SessionsReply,
  toCreatedSession,
  toSession,
  toSessionChanges,
  toSessionDraft,
  toSessions,
  UpdateSessionRequest,
} from './sessions.dto';

@ApiTags('Coach Management')
@SignedIn()
@CoachingController('coach')
export class CoachingSessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post('session')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Write down a session with a student',
    description: 'For the coach; says when to meet next.',
  })
  @ApiOkResponse({ type: CreatedSessionReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'They are not your student.' })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateSessionRequest,
  ): Promise<CreatedSessionReply> {
    return toCreatedSession(
      await this.sessions.create(actor, request.student_id, toSessionDraft(request)),
    );
  }

  @Get('sessions')
  @ApiOperation({
    summary: 'List your sessions',
    description: 'The latest first. Platform admins see those of every coach.',
  })
  @ApiOkResponse({ type: SessionsReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'They are not your student.' })
  async list(@CurrentActor() actor: Actor, @Query() query: SessionsQuery): Promise<SessionsReply> {
    return toSessions(
      await this.sessions.list(actor, query.student_id ?? null, sliceOf(query)),
      query,
    );
  }

  @Get('sessions/:session_id')
  @ApiOperation({ summary: 'Get a session' })
  @ApiOkResponse({ type: SessionReply })
  async get(
    @CurrentActor() actor: Actor,
    @SessionIdParameter('session_id') id: string,
  ): Promise<SessionReply> {
    return toSession(await this.sessions.get(actor, id));
  }

  @Patch('sessions/:session_id')
  @ApiOperation({
    summary: 'Change a session that you held',
    description: 'Absent fields stay as they are.',
  })
  @ApiOkResponse({ type: SessionReply })
  async update(
    @CurrentActor() actor: Actor,
    @SessionIdParameter('session_id') id: string,
    @Body() request: UpdateSessionRequest,
  ): Promise<SessionReply> {
    return toSession(await this.sessions.update(actor, id, toSessionChanges(request)));
  }
}
