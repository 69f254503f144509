import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole, isPlatformAdmin } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type { User } from '../users/user.entity';
import { UserNotFound } from '../users/users.errors';
import { DirectoryRepository, type Reach } from './directory.repository';

/**
 * Who looks up whom: everybody themselves, instructors also the students of the offerings that
 * they teach, platform admins everybody. Each reading of others leaves one audit row.
 */
@Injectable()
export class DirectoryService {
  constructor(
    private readonly database: Database,
    private readonly people: DirectoryRepository,
    private readonly audit: AuditService,
  ) {}

  /** @throws UserNotFound also for people whom the actor has nothing to do with. */
  get(actor: Actor, id: number): Promise<User> {
    return this.database.transaction(async () => {
      const person = await this.people.find(actor.userId, reachOf(actor), id);
      if (person === null) throw new UserNotFound();
      await this.leaveTrace(actor, 'user.read', [person]);
      return person;
    });
  }

  /** In the order in which they joined. */
  list(actor: Actor, slice: Slice): Promise<User[]> {
    return this.database.transaction(async () => {
      const people = await this.people.list(actor.userId, reachOf(actor), slice);
      await this.leaveTrace(actor, 'user.list', people);
      return people;
    });
  }

  private async leaveTrace(actor: Actor, action: string, people: readonly User[]): Promise<void> {
    const others = people.filter(({ id }) => id !== actor.userId).map(({ id }) => id);
    if (others.length === 0) return;
    await this.audit.record({ actor, action, subjectType: 'user', subjectIds: others });
  }
}

function reachOf(actor: Actor): Reach {
  if (isPlatformAdmin(actor)) return 'everybody';
  return holdsRole(actor, 'INSTRUCTOR') ? 'students they teach' : 'nobody';
}
