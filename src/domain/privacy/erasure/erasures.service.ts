import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../../kernel/actor';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import { AuditService } from '../../audit/audit.service';
import { LastPlatformAdmin, NotTheirs, UserNotFound } from '../../users/users.errors';
import { PeopleRepository } from '../people.repository';
import { ErasureUnderWay, NoErasureToCancel, OwnErasureUnconfirmed } from '../privacy.errors';
import { ERASE_PERSON } from '../privacy.jobs';
import { RetentionPeriods } from '../retention/retention-periods';
import type { Erasure, ErasureReason } from './erasure';
import { ErasuresRepository } from './erasures.repository';

/** Who asks for an erasure, of whom, and when it begins at the earliest. */
interface ErasureRequest {
  readonly userId: number;
  readonly reason: ErasureReason;
  readonly requestedBy: number | null;
  readonly hours: number;
}

/** Asking for an erasure and calling it off. The work itself is a job's. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly database: Database,
    private readonly erasures: ErasuresRepository,
    private readonly people: PeopleRepository,
    private readonly periods: RetentionPeriods,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * The actor wants to be erased, and has proven who they are. Every sign-in ends; signing in again
   * and cancelling is possible until the time is over.
   *
   * @throws ErasureUnderWay
   * @throws LastPlatformAdmin when nobody would be left to run the platform.
   */
  async request(actor: Actor): Promise<Erasure> {
    const { erasureHours: hours } = await this.periods.current();
    const { userId } = actor;
    return this.start({ userId, reason: 'own_request', requestedBy: userId, hours }, async () => {
      await this.people.endSignIns(userId, 'erasure asked for');
      await this.trace(actor, 'privacy.erasure.request', userId);
    });
  }

  /**
   * An administrator erases somebody else.
   *
   * @throws as {@link request}; NotTheirs, UserNotFound
   * @throws OwnErasureUnconfirmed for their own account.
   */
  async requestFor(actor: Actor, userUuid: string): Promise<Erasure> {
    const userId = await this.otherPerson(actor, userUuid);
    if (userId === actor.userId) throw new OwnErasureUnconfirmed();
    const { erasureHours: hours } = await this.periods.current();
    const requestedBy = actor.userId;
    return this.start({ userId, reason: 'admin_request', requestedBy, hours }, async () => {
      await this.people.endSignIns(userId, 'erasure asked for');
      await this.trace(actor, 'privacy.erasure.request', userId);
    });
  }

  /** A guardian does not agree, any more or at all: the account closes now. */
  async startWithoutConsent(userId: number, reason: ErasureReason, hours: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.people.shutOut(userId, 'no consent of a guardian');
      if ((await this.erasures.findCurrent(userId)) !== null) {
        return this.erasures.hasten(userId, reason);
      }
      await this.start({ userId, reason, requestedBy: null, hours }, async () => undefined);
    });
  }

  /** The actor's own erasure that waits or runs. */
  current(actor: Actor): Promise<Erasure | null> {
    return this.erasures.findCurrent(actor.userId);
  }

  /** Calls off what the actor asked for themselves. @throws NoErasureToCancel */
  cancel(actor: Actor): Promise<void> {
    return this.database.transaction(async () => {
      if (!(await this.erasures.cancel(actor.userId, ['own_request']))) {
        throw new NoErasureToCancel();
      }
      await this.trace(actor, 'privacy.erasure.cancel', actor.userId);
    });
  }

  /** An administrator calls off an erasure. @throws NotTheirs @throws UserNotFound @throws NoErasureToCancel */
  async cancelFor(actor: Actor, userUuid: string): Promise<void> {
    const userId = await this.otherPerson(actor, userUuid);
    await this.database.transaction(async () => {
      const isCancelled = await this.erasures.cancel(userId, ['own_request', 'admin_request']);
      if (!isCancelled) throw new NoErasureToCancel();
      await this.trace(actor, 'privacy.erasure.cancel', userId);
    });
  }

  private start(request: ErasureRequest, along: () => Promise<void>): Promise<Erasure> {
    const { userId, reason, requestedBy, hours } = request;
    return this.database.transaction(async () => {
      const isLast =
        (await this.people.isPlatformAdmin(userId)) && !(await this.erasures.hasOtherAdmin(userId));
      if (isLast) throw new LastPlatformAdmin();
      const erasure = await this.erasures.insert(userId, reason, requestedBy, hours);
      if (erasure === null) throw new ErasureUnderWay();
      await along();
      if (hours === 0) await this.outbox.enqueue(ERASE_PERSON, { erasureId: erasure.id });
      return erasure;
    });
  }

  private async otherPerson(actor: Actor, userUuid: string): Promise<number> {
    if (!isPlatformAdmin(actor)) throw new NotTheirs();
    const userId = await this.people.findId(userUuid);
    if (userId === null) throw new UserNotFound();
    return userId;
  }

  private trace(actor: Actor, action: string, userId: number): Promise<void> {
    return this.audit.record({ actor, action, subjectType: 'user', subjectIds: [userId] });
  }
}
