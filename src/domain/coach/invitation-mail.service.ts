import { Injectable } from '@nestjs/common';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { nameInMail } from '../email/name-in-mail';
import { OutgoingEmails } from '../email/outgoing-emails.service';
import { SEND_INVITATION } from './coach.jobs';
import { DAYS_TO_ANSWER } from './invitation';
import { InvitationsRepository } from './invitations.repository';

/**
 * Writes to whom a coach invited. A job, so that inviting takes the same time whether anybody has
 * the address, and the mail is the same, too.
 */
@Injectable()
export class InvitationMail {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly emails: OutgoingEmails,
  ) {}

  /** Once for each invitation, however often it runs. */
  @OnJob(SEND_INVITATION)
  async send({ invitationId }: { invitationId: string }): Promise<void> {
    const addressee = await this.invitations.findAddressee(invitationId);
    if (addressee === null) return;
    const { userId, email, coachId, coachName } = addressee;
    await this.emails.queue({
      key: `coach-invitation-${invitationId}`,
      template: 'coach-invitation',
      to: userId === null ? { address: email ?? '' } : { userId },
      about: coachId,
      variables: { coach_name: nameInMail(coachName), days: DAYS_TO_ANSWER },
    });
  }
}
