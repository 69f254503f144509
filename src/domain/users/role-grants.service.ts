import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin, type Role } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { type RoleGrant, RoleGrantsRepository } from './role-grants.repository';
import {
  GlobalRoleOnly,
  LastPlatformAdmin,
  NotTheirs,
  RoleNotGranted,
  UnknownUniversity,
  UserNotFound,
} from './users.errors';
import { UsersRepository } from './users.repository';

/** Who may be what. For platform admins only; each reading and change leaves an audit row. */
@Injectable()
export class RoleGrantsService {
  constructor(
    private readonly database: Database,
    private readonly grants: RoleGrantsRepository,
    private readonly users: UsersRepository,
    private readonly audit: AuditService,
  ) {}

  /** In the order in which they were given. @throws UserNotFound */
  listOf(actor: Actor, userId: number): Promise<RoleGrant[]> {
    return this.database.transaction(async () => {
      await this.requirePerson(actor, userId);
      if (userId !== actor.userId) {
        const subject = { subjectType: 'user', subjectIds: [userId] };
        await this.audit.record({ actor, action: 'role.list', ...subject });
      }
      return this.grants.listOf(userId);
    });
  }

  /**
   * Gives a role everywhere, or at one university; giving it twice changes nothing.
   *
   * @throws UserNotFound
   * @throws GlobalRoleOnly for a platform admin of a university.
   * @throws UnknownUniversity
   */
  give(actor: Actor, userId: number, role: Role, universityId: number | null): Promise<RoleGrant> {
    return this.database.transaction(async () => {
      await this.requirePerson(actor, userId);
      if (role === 'PLATFORM_ADMIN' && universityId !== null) throw new GlobalRoleOnly();
      if (universityId !== null && !(await this.grants.universityExists(universityId))) {
        throw new UnknownUniversity();
      }
      const grant = await this.grants.insert(userId, role, universityId);
      await this.leaveTrace(actor, 'role.given', userId, grant);
      return grant;
    });
  }

  /**
   * Takes a role away.
   *
   * @throws RoleNotGranted
   * @throws LastPlatformAdmin when nobody would be left to run the platform.
   */
  take(actor: Actor, userId: number, grantId: number): Promise<void> {
    return this.database.transaction(async () => {
      await this.requirePerson(actor, userId);
      const grant = await this.grants.delete(userId, grantId);
      if (grant === null) throw new RoleNotGranted();
      const isAdmin = grant.role === 'PLATFORM_ADMIN';
      if (isAdmin && (await this.grants.countPlatformAdmins()) === 0) throw new LastPlatformAdmin();
      await this.leaveTrace(actor, 'role.taken', userId, grant);
    });
  }

  private async requirePerson(actor: Actor, userId: number): Promise<void> {
    if (!isPlatformAdmin(actor)) throw new NotTheirs();
    if ((await this.users.findById(userId)) === null) throw new UserNotFound();
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    userId: number,
    { role, universityId }: RoleGrant,
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: [userId],
      details: { role, universityId },
    });
  }
}
