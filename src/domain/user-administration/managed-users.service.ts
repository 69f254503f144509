import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { UserNotFound } from '../users/users.errors';
import type { ManagedUser, UserFilter } from './managed-user';
import { ManagedUsersRepository } from './managed-users.repository';
import { requirePlatformAdmin } from './platform-admin';

const EXPORTED_AT_ONCE = 1_000;

/** Everybody who has an account. For platform admins only; each reading leaves its trace. */
@Injectable()
export class ManagedUsersService {
  constructor(
    private readonly database: Database,
    private readonly users: ManagedUsersRepository,
    private readonly audit: AuditService,
  ) {}

  /** The newest first; one audit row names everybody on the page. */
  list(actor: Actor, filter: UserFilter, slice: Slice): Promise<Page<ManagedUser>> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      const page = await this.users.list(filter, slice);
      await this.leaveTrace(actor, 'user.list', page.items);
      return page;
    });
  }

  /** @throws UserNotFound */
  get(actor: Actor, uuid: string): Promise<ManagedUser> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      const user = await this.users.find(uuid);
      if (user === null) throw new UserNotFound();
      await this.leaveTrace(actor, 'user.read', [user]);
      return user;
    });
  }

  /**
   * Everybody who matches, in the order in which they joined, a thousand in memory at a time. One
   * audit row for each thousand is kept before they are given away.
   */
  export(actor: Actor, filter: UserFilter): AsyncIterable<readonly ManagedUser[]> {
    requirePlatformAdmin(actor);
    return this.exported(actor, filter);
  }

  private async *exported(actor: Actor, filter: UserFilter): AsyncGenerator<ManagedUser[]> {
    for (let last = 0; ;) {
      const users = await this.database.transaction(async () => {
        const found = await this.users.listAfter(filter, last, EXPORTED_AT_ONCE);
        if (last === 0 || found.length > 0) await this.leaveTrace(actor, 'user.export', found);
        return found;
      });
      if (users.length > 0) yield users;
      if (users.length < EXPORTED_AT_ONCE) return;
      last = users.at(-1)?.id ?? last;
    }
  }

  private leaveTrace(actor: Actor, action: string, users: readonly ManagedUser[]): Promise<void> {
    const subjectIds = users.map(({ id }) => id);
    return this.audit.record({ actor, action, subjectType: 'user', subjectIds });
  }
}
