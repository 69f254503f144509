import { Injectable } from '@nestjs/common';
import { type Actor, type Role } from '../../kernel/actor';
import type { JsonValue } from '../../kernel/json';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { ActorResolver } from '../auth/actor-resolver';
import { SignInsRepository } from '../auth/sign-ins.repository';
import { LastPlatformAdmin, UserNotFound } from '../users/users.errors';
import { UsersRepository } from '../users/users.repository';
import { type ManagedUser, ROLES_BY_WEIGHT } from './managed-user';
import { ManagedUsersRepository } from './managed-users.repository';
import { requirePlatformAdmin } from './platform-admin';
import { GuardianConsentMissing, OwnAccount } from './user-administration.errors';

/** What admins decide about an account: whether it is open, and what it may do. */
@Injectable()
export class AccountStandingService {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedUsersRepository,
    private readonly users: UsersRepository,
    private readonly signIns: SignInsRepository,
    private readonly actors: ActorResolver,
    private readonly audit: AuditService,
  ) {}

  /**
   * Closes an account and ends all of its sign-ins: here at once, on every other process within
   * two seconds. Done twice it is done once.
   *
   * @throws UserNotFound
   * @throws OwnAccount
   * @throws LastPlatformAdmin
   * @throws GuardianConsentMissing for a child's account that is closed until a guardian opens it.
   */
  disable(actor: Actor, uuid: string): Promise<ManagedUser> {
    return this.change(actor, uuid, async (user) => {
      if (await this.managed.lacksConsent(user.id)) throw new GuardianConsentMissing();
      if (user.status === 'disabled') return;
      await this.requireOtherAdmin(user);
      await this.users.setActive(user.id, false);
      await this.signIns.revokeAllOf(user.id, 'account disabled');
      await this.leaveTrace(actor, 'user.disable', user, {});
    });
  }

  /**
   * Opens it again; whoever it belongs to signs in anew.
   *
   * @throws UserNotFound
   * @throws OwnAccount
   * @throws GuardianConsentMissing for a child's account, which only a guardian opens.
   */
  restore(actor: Actor, uuid: string): Promise<ManagedUser> {
    return this.change(actor, uuid, async (user) => {
      if (user.status !== 'disabled') return;
      if (await this.managed.lacksConsent(user.id)) throw new GuardianConsentMissing();
      await this.users.setActive(user.id, true);
      await this.leaveTrace(actor, 'user.restore', user, {});
    });
  }

  /**
   * Makes this the weightiest role of a person: what weighs more is taken away, what weighs less
   * stays. A role that they hold at a university only is left as it is. With the role of a coach
   * go the links to their students, with that of an instructor the offerings they taught.
   *
   * @throws UserNotFound
   * @throws OwnAccount
   * @throws LastPlatformAdmin
   */
  setRole(actor: Actor, uuid: string, role: Role): Promise<ManagedUser> {
    return this.change(actor, uuid, async (user) => {
      const heavier = ROLES_BY_WEIGHT.slice(0, ROLES_BY_WEIGHT.indexOf(role));
      if (heavier.includes('PLATFORM_ADMIN')) await this.requireOtherAdmin(user);
      const taken = await this.managed.takeRoles(user.id, heavier);
      const isHeld = user.grants.some((grant) => grant.role === role);
      if (!isHeld) await this.users.grant(user.id, role, null);
      if (isHeld && taken.length === 0) return;
      await this.leaveTrace(actor, 'user.role', user, {
        role,
        taken: taken.map((grant) => ({ ...grant })),
        endedLinks: await this.managed.countLinksEndedNow(user.id),
      });
    });
  }

  private async change(
    actor: Actor,
    uuid: string,
    work: (user: ManagedUser) => Promise<void>,
  ): Promise<ManagedUser> {
    requirePlatformAdmin(actor);
    const { user, signIns } = await this.database.transaction(async () => {
      const found = await this.managed.findForUpdate(uuid);
      if (found === null) throw new UserNotFound();
      if (found.id === actor.userId) throw new OwnAccount();
      const open = await this.managed.listSignIns(found.id);
      await work(found);
      return { user: (await this.managed.find(uuid)) as ManagedUser, signIns: open };
    });
    for (const signIn of signIns) this.actors.forget(signIn);
    return user;
  }

  /** @throws LastPlatformAdmin when this is the only one who can run the platform. */
  private async requireOtherAdmin({ id, grants }: ManagedUser): Promise<void> {
    if (!grants.some((grant) => grant.role === 'PLATFORM_ADMIN')) return;
    if (!(await this.managed.hasOtherAdmin(id))) throw new LastPlatformAdmin();
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    { id }: ManagedUser,
    details: { readonly [key: string]: JsonValue },
  ): Promise<void> {
    return this.audit.record({ actor, action, subjectType: 'user', subjectIds: [id], details });
  }
}
