import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AlreadyCoached, InvitationNotFound, OwnCoach, TooManyInvitations } from './coach.errors';
import { SEND_INVITATION } from './coach.jobs';
import type { CoachLink } from './coach-link';
import { CoachLinksRepository } from './coach-links.repository';
import { CoachLinksService } from './coach-links.service';
import { requireCoach, requireStudent } from './coach-role';
import type { InvitationAddress, ReceivedInvitation, SentInvitation } from './invitation';
import { InvitationsRepository } from './invitations.repository';

/** Invitations of one coach that may wait for an answer at a time. */
const MOST_PENDING = 200;

/**
 * How coaches ask and students answer. An invitation is addressed to whoever has the address when
 * they look: sending it neither looks anybody up nor tells the coach whether anybody has it, and
 * one that was declined looks to the coach like one that nobody read.
 */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationsRepository,
    private readonly links: CoachLinksRepository,
    private readonly linking: CoachLinksService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Invites a student, by mail too. Done twice within the days to answer it is done once.
   *
   * @throws NotACoach
   * @throws Invalid for no address, or for both.
   * @throws OwnCoach
   * @throws AlreadyCoached for a student whom the coach looks after.
   * @throws TooManyInvitations
   */
  invite(actor: Actor, address: InvitationAddress): Promise<SentInvitation> {
    requireCoach(actor);
    if ((address.email === null) === (address.uuid === null)) {
      throw Invalid.field('student_email', 'name the student by student_email or by student_id');
    }
    if (address.uuid === actor.userUuid) throw new OwnCoach('student_id');
    return this.database.transaction(async () => {
      await this.invitations.holdSender(actor.userId);
      if (await this.links.coachesAddress(actor.userId, address.email, address.uuid)) {
        throw new AlreadyCoached();
      }
      const pending = await this.invitations.findPending(actor.userId, address);
      if (pending !== null) return pending;
      if ((await this.invitations.countPending(actor.userId)) >= MOST_PENDING) {
        throw new TooManyInvitations(MOST_PENDING);
      }
      const sent = await this.invitations.insert(actor.userId, address);
      await this.outbox.enqueue(SEND_INVITATION, { invitationId: sent.id });
      return sent;
    });
  }

  /** What the coach has sent, the newest first. @throws NotACoach */
  listSent(actor: Actor, slice: Slice): Promise<Page<SentInvitation>> {
    requireCoach(actor);
    return this.invitations.listSent(actor.userId, slice);
  }

  /** What waits for the student's answer. @throws NotAStudent */
  listReceived(actor: Actor): Promise<ReceivedInvitation[]> {
    requireStudent(actor);
    return this.invitations.listReceived(actor.userId);
  }

  /**
   * Makes the coach the student's.
   *
   * @throws NotAStudent
   * @throws InvitationNotFound also for one that was answered or has expired.
   */
  accept(actor: Actor, id: string): Promise<CoachLink> {
    requireStudent(actor);
    return this.database.transaction(async () => {
      const invitation = await this.hold(actor, id);
      await this.invitations.noteAccepted(id);
      return this.linking.link(actor, invitation.coach.id, actor.userId);
    });
  }

  /**
   * Says no; the coach is not told.
   *
   * @throws NotAStudent
   * @throws InvitationNotFound
   */
  decline(actor: Actor, id: string): Promise<void> {
    requireStudent(actor);
    return this.database.transaction(async () => {
      await this.hold(actor, id);
      await this.invitations.noteDeclined(id);
    });
  }

  private async hold(actor: Actor, id: string): Promise<ReceivedInvitation> {
    const invitation = await this.invitations.holdReceived(actor.userId, id);
    if (invitation === null) throw new InvitationNotFound();
    return invitation;
  }
}
