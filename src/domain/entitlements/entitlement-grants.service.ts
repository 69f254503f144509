import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Forbidden } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { UserNotFound } from '../users/users.errors';
import { type Entitlement, type EntitlementTerms, GRANT, PLANS } from './entitlement';
import { EntitlementNotFound, EntitlementPaidFor, NoSuchValue } from './entitlements.errors';
import { EntitlementsRepository } from './entitlements.repository';
import { Entitlements } from './entitlements.service';

const NUMBER = /^[1-9]\d{0,11}$/;
const LARGEST_ID = 2_147_483_647;

/** What admins give to people without a payment. Each step leaves one audit row. */
@Injectable()
export class EntitlementGrants {
  constructor(
    private readonly database: Database,
    private readonly repository: EntitlementsRepository,
    private readonly entitlements: Entitlements,
    private readonly audit: AuditService,
  ) {}

  /** All of a person, ended ones too. @throws Forbidden @throws UserNotFound */
  list(actor: Actor, userUuid: string): Promise<Entitlement[]> {
    return this.database.transaction(async () => {
      const userId = await this.personOf(actor, userUuid);
      await this.leaveTrace(actor, 'entitlement.list', userId);
      return this.repository.list(userId);
    });
  }

  /**
   * Gives a person something. Given twice by the same admin, the later time counts.
   *
   * @throws Forbidden @throws UserNotFound
   * @throws NoSuchValue
   */
  async grant(actor: Actor, userUuid: string, terms: EntitlementTerms): Promise<Entitlement> {
    const { userId, granted } = await this.database.transaction(async () => {
      const person = await this.personOf(actor, userUuid);
      await this.requireValue(terms);
      const saved = await this.repository.save(person, `${GRANT}${actor.userUuid}`, terms);
      await this.leaveTrace(actor, 'entitlement.grant', person, saved);
      return { userId: person, granted: saved };
    });
    this.entitlements.forget(userId);
    return granted;
  }

  /**
   * Takes back what an admin gave.
   *
   * @throws Forbidden @throws UserNotFound @throws EntitlementNotFound
   * @throws EntitlementPaidFor
   */
  async withdraw(actor: Actor, userUuid: string, id: string): Promise<void> {
    const userId = await this.database.transaction(async () => {
      const person = await this.personOf(actor, userUuid);
      const entitlement = await this.repository.find(person, id);
      if (entitlement === null) throw new EntitlementNotFound();
      if (!entitlement.source.startsWith(GRANT)) throw new EntitlementPaidFor();
      await this.repository.delete(id);
      await this.leaveTrace(actor, 'entitlement.withdraw', person, entitlement);
      return person;
    });
    this.entitlements.forget(userId);
  }

  private async personOf(actor: Actor, uuid: string): Promise<number> {
    if (!isPlatformAdmin(actor)) throw new Forbidden('Only platform admins do this.');
    const id = await this.repository.userIdOf(uuid);
    if (id === null) throw new UserNotFound();
    return id;
  }

  private async requireValue({ kind, value }: EntitlementTerms): Promise<void> {
    if (kind === 'plan') {
      if (!(PLANS as readonly string[]).includes(value)) {
        throw new NoSuchValue(`value is not one of ${PLANS.join(', ')}`);
      }
    } else if (!NUMBER.test(value)) {
      throw new NoSuchValue('value is not a whole number from 1 on');
    } else if (kind === 'course') {
      const id = Number(value);
      if (id > LARGEST_ID || !(await this.repository.courseExists(id))) {
        throw new NoSuchValue('there is no course with this id');
      }
    }
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    userId: number,
    entitlement?: Entitlement,
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: [userId],
      ...(entitlement === undefined
        ? {}
        : { details: { kind: entitlement.kind, value: entitlement.value } }),
    });
  }
}
