import {
  Body,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SessionRemoval } from '../../../domain/chat/session-removal.service';
import { SessionsService } from '../../../domain/chat/sessions.service';
import { TurnCanceller } from '../../../domain/chat/turn-canceller';
import { TurnsService } from '../../../domain/chat/turns.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, Public, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController, LearningError } from '../learning.surface';
import {
  CancelReply,
  ConversationReply,
  CreateSessionRequest,
  RenameSessionRequest,
  ResumeQuery,
  SendMessageRequest,
  SessionReply,
  SessionsQuery,
  SharedSessionReply,
  ShareReply,
  toConversation,
  toSession,
  toShare,
  toShared,
} from './chat.dto';
import { ApiReplyStream } from './api-reply-stream.decorator';
import { writeEventStream } from './event-stream';

@ApiTags('Chat')
@LearningController('chat')
export class LearningChatController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly turns: TurnsService,
    private readonly canceller: TurnCanceller,
    private readonly removal: SessionRemoval,
  ) {}

  @SignedIn()
  @Get('sessions')
  @ApiOperation({ summary: 'List your chat sessions, the last used first' })
  @ApiOkResponse({ type: [SessionReply] })
  async list(@CurrentActor() actor: Actor, @Query() query: SessionsQuery): Promise<SessionReply[]> {
    return (await this.sessions.list(actor, query.content_item_id ?? null, query)).map(toSession);
  }

  @SignedIn()
  @Post('sessions')
  @HttpCode(201)
  @ApiOperation({ summary: 'Open a chat session about a content item' })
  @ApiCreatedResponse({ type: SessionReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such content item.' })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateSessionRequest,
  ): Promise<SessionReply> {
    return toSession(await this.sessions.open(actor, request.content_item_id));
  }

  @SignedIn()
  @Get('sessions/:session_id')
  @ApiOperation({ summary: 'Get a chat session with its messages' })
  @ApiOkResponse({ type: ConversationReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
  ): Promise<ConversationReply> {
    return toConversation(await this.sessions.get(actor, id));
  }

  @SignedIn()
  @Patch('sessions/:session_id')
  @ApiOperation({ summary: 'Rename a chat session' })
  @ApiOkResponse({ type: SessionReply })
  async rename(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
    @Body() request: RenameSessionRequest,
  ): Promise<SessionReply> {
    return toSession(await this.sessions.rename(actor, id, request.title));
  }

  @SignedIn()
  @Delete('sessions/:session_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a chat session with its messages',
    description: 'A reply that is being made is cancelled first. A share link stops working.',
  })
  @ApiNoContentResponse()
  async remove(@CurrentActor() actor: Actor, @IdParameter('session_id') id: number): Promise<void> {
    await this.removal.remove(actor, id);
  }

  @SignedIn()
  @Post('sessions/:session_id/messages')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a message and stream the reply' })
  @ApiReplyStream()
  async send(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
    @Body() request: SendMessageRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await writeEventStream(reply, (left) => this.turns.send(actor, id, request.content, left));
  }

  @SignedIn()
  @Post('sessions/:session_id/greeting')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stream the greeting of a new session' })
  @ApiReplyStream()
  async greet(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await writeEventStream(reply, (left) => this.turns.greet(actor, id, left));
  }

  @SignedIn()
  @Get('sessions/:session_id/stream')
  @ApiOperation({
    summary: 'Resume the newest reply at a chunk',
    description: 'For a connection that was lost, and for replies that are long finished.',
  })
  @ApiReplyStream()
  async resume(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
    @Query() query: ResumeQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await writeEventStream(reply, (left) => this.turns.resume(actor, id, query.from, left));
  }

  @SignedIn()
  @Post('sessions/:session_id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop the reply that is being made' })
  @ApiOkResponse({ type: CancelReply })
  async cancel(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
  ): Promise<CancelReply> {
    await this.canceller.cancel(actor, id);
    return { status: 'cancelled' };
  }

  @SignedIn()
  @Post('sessions/:session_id/share')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make a conversation readable by link' })
  @ApiOkResponse({ type: ShareReply })
  async share(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
  ): Promise<ShareReply> {
    return toShare(await this.sessions.share(actor, id));
  }

  @SignedIn()
  @Delete('sessions/:session_id/share')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stop sharing: the link never works again' })
  @ApiNoContentResponse()
  async unshare(
    @CurrentActor() actor: Actor,
    @IdParameter('session_id') id: number,
  ): Promise<void> {
    await this.sessions.unshare(actor, id);
  }

  @Public()
  @Get('share/:share_token')
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  @Header('X-Robots-Tag', 'noindex')
  @ApiOperation({ summary: 'Read a shared conversation' })
  @ApiOkResponse({ type: SharedSessionReply })
  async getShared(@Param('share_token') token: string): Promise<SharedSessionReply> {
    return toShared(await this.sessions.getShared(token));
  }
}
