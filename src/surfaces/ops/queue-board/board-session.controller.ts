import { Controller, Delete, HttpCode, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly, Public } from '../../access';
import { BoardSessions } from './board-sessions';

/** The cookie with which a browser reads the queue board. */
@ApiTags('Queue board')
@Controller('ops/session')
export class BoardSessionController {
  constructor(private readonly sessions: BoardSessions) {}

  @PlatformAdminOnly()
  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'Exchange the token of an admin for a cookie of the queue board' })
  @ApiNoContentResponse()
  async begin(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('Set-Cookie', await this.sessions.begin(actor));
  }

  @Public()
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Take the cookie away' })
  @ApiNoContentResponse()
  end(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('Set-Cookie', this.sessions.end());
  }
}
