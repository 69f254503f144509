import { Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CoachLinksService } from '../../../domain/coach/coach-links.service';
import { InvitationsService } from '../../../domain/coach/invitations.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import {
  OwnCoachesReply,
  OwnCoachReply,
  ReceivedInvitationsReply,
  toOwnCoach,
  toReceivedInvitation,
} from './invitations.dto';

@ApiTags('Students')
@SignedIn()
@CoachingController('students/me')
export class CoachingOwnCoachesController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly links: CoachLinksService,
  ) {}

  @Get('invitations')
  @ApiOperation({
    summary: 'List invitations that wait for your answer',
    description: 'For students; the newest first.',
  })
  @ApiOkResponse({ type: ReceivedInvitationsReply })
  async listInvitations(@CurrentActor() actor: Actor): Promise<ReceivedInvitationsReply> {
    const received = await this.invitations.listReceived(actor);
    return { invitations: received.map(toReceivedInvitation) };
  }

  @Post('invitations/:invitation_id/accept')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Accept an invitation',
    description: 'From now on the coach reads and writes your record.',
  })
  @ApiOkResponse({ type: OwnCoachReply })
  async accept(
    @CurrentActor() actor: Actor,
    @UuidParameter('invitation_id') id: string,
  ): Promise<OwnCoachReply> {
    return toOwnCoach(await this.invitations.accept(actor, id));
  }

  @Post('invitations/:invitation_id/decline')
  @HttpCode(204)
  @ApiOperation({ summary: 'Decline an invitation', description: 'The coach is not told.' })
  @ApiNoContentResponse()
  async decline(
    @CurrentActor() actor: Actor,
    @UuidParameter('invitation_id') id: string,
  ): Promise<void> {
    await this.invitations.decline(actor, id);
  }

  @Get('coaches')
  @ApiOperation({ summary: 'List your coaches', description: 'For students.' })
  @ApiOkResponse({ type: OwnCoachesReply })
  async listCoaches(@CurrentActor() actor: Actor): Promise<OwnCoachesReply> {
    return { coaches: (await this.links.listOwnCoaches(actor)).map(toOwnCoach) };
  }

  @Delete('coaches/:coach_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Leave a coach',
    description: 'They read nothing of you any more.',
  })
  @ApiNoContentResponse()
  async leave(
    @CurrentActor() actor: Actor,
    @UuidParameter('coach_id') coachId: string,
  ): Promise<void> {
    await this.links.endByStudent(actor, coachId);
  }
}
