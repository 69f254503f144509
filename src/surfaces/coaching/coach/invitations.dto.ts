import { ApiProperty } from '@nestjs/swagger';
import type { CoachLink } from '../../../domain/coach/coach-link';
import {
  DAYS_TO_ANSWER,
  INVITATION_STATUSES,
  type InvitationAddress,
  type ReceivedInvitation,
  type SentInvitation,
} from '../../../domain/coach/invitation';
import type { Page } from '../../../kernel/page';
import { EmailField, PresentOrAbsent } from '../../http/fields';
import type { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { UuidField } from '../uuid-fields';

/** Whom to invite: by one of the two. */
export class InviteRequest {
  @ApiProperty({ required: false, example: 'john.doe@example.com' })
  @PresentOrAbsent(false)
  @EmailField()
  student_email?: string;

  @UuidField({ optional: true })
  student_id?: string;
}

class InvitationTimes {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  invited_at: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-02-19T10:30:00.000Z',
    description: `${DAYS_TO_ANSWER} days later.`,
  })
  expires_at: string;
}

/** An invitation as the coach who sent it sees it. */
export class SentInvitationReply extends InvitationTimes {
  @ApiProperty({ type: 'string', nullable: true, example: 'john.doe@example.com' })
  student_email: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, example: null })
  student_id: string | null;

  @ApiProperty({
    enum: [...INVITATION_STATUSES],
    example: 'invited',
    description:
      'Whether anybody has this address, and whether they declined, is told to nobody: all of these are "invited" until they expire.',
  })
  status: string;
}

/** A page of invitations that a coach sent. */
export class SentInvitationsReply extends PageReply {
  @ApiProperty({ type: [SentInvitationReply] })
  invitations: SentInvitationReply[];
}

/** An invitation that waits for the student's answer. */
export class ReceivedInvitationReply extends InvitationTimes {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  coach_id: string;

  @ApiProperty({ example: 'Chris Coach' })
  coach_name: string;
}

/** Everything that waits for the student's answer. */
export class ReceivedInvitationsReply {
  @ApiProperty({ type: [ReceivedInvitationReply] })
  invitations: ReceivedInvitationReply[];
}

/** A coach of the student's. */
export class OwnCoachReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  coach_id: string;

  @ApiProperty({ example: 'Chris Coach' })
  name: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-20T10:30:00.000Z',
  })
  since: string | null;
}

/** Every coach of the student's. */
export class OwnCoachesReply {
  @ApiProperty({ type: [OwnCoachReply] })
  coaches: OwnCoachReply[];
}

/** The domain's words for whom to invite. */
export function toAddress(request: InviteRequest): InvitationAddress {
  return { email: request.student_email ?? null, uuid: request.student_id ?? null };
}

/** A sent invitation as this contract shows it. */
export function toSentInvitation(sent: SentInvitation): SentInvitationReply {
  return {
    id: sent.id,
    student_email: sent.email,
    student_id: sent.uuid,
    status: sent.status,
    invited_at: sent.invitedAt.toISOString(),
    expires_at: sent.expiresAt.toISOString(),
  };
}

/** A page of sent invitations as this contract shows it. */
export function toSentInvitations(
  sent: Page<SentInvitation>,
  query: PageQuery,
): SentInvitationsReply {
  return {
    invitations: sent.items.map(toSentInvitation),
    total: sent.total,
    page: query.page,
    per_page: query.per_page,
  };
}

/** A received invitation as this contract shows it. */
export function toReceivedInvitation(received: ReceivedInvitation): ReceivedInvitationReply {
  return {
    id: received.id,
    coach_id: received.coach.uuid,
    coach_name: received.coach.name,
    invited_at: received.invitedAt.toISOString(),
    expires_at: received.expiresAt.toISOString(),
  };
}

/** A coach as their student sees them. */
export function toOwnCoach(link: CoachLink): OwnCoachReply {
  return {
    coach_id: link.coach.uuid,
    name: link.coach.name,
    since: link.startedAt?.toISOString() ?? null,
  };
}
