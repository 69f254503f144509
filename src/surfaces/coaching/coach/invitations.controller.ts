import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvitationsService } from '../../../domain/coach/invitations.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { PageQuery, sliceOf } from '../page-query';
import {
  InviteRequest,
  SentInvitationReply,
  SentInvitationsReply,
  toAddress,
  toSentInvitation,
  toSentInvitations,
} from './invitations.dto';

@ApiTags('Coach Management')
@SignedIn()
@CoachingController('coach/invitations')
export class CoachingInvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Invite a student',
    description:
      'For coaches. The answer is the same whether anybody has the address or not; who has it sees the invitation when they look.',
  })
  @ApiOkResponse({ type: SentInvitationReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: InviteRequest,
  ): Promise<SentInvitationReply> {
    return toSentInvitation(await this.invitations.invite(actor, toAddress(request)));
  }

  @Get()
  @ApiOperation({ summary: 'List your invitations', description: 'The newest first.' })
  @ApiOkResponse({ type: SentInvitationsReply })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: PageQuery,
  ): Promise<SentInvitationsReply> {
    return toSentInvitations(await this.invitations.listSent(actor, sliceOf(query)), query);
  }
}
