import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, Grant, Role } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { requireOldEnough } from './age';
import type { User } from './user.entity';
import { AccountGone, EmailTaken, UnknownSubjects } from './users.errors';
import { type Profile, UsersRepository } from './users.repository';

/** A person who joins: their account, and what they chose to tell. */
export interface Joining {
  readonly uuid?: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly fullName: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly role: Role;
  readonly profile?: Profile;
  readonly subjectIds?: readonly number[];
}

/** The rules of accounts. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  /** The caller's own account. @throws AccountGone when it was removed meanwhile. */
  async getSelf(actor: Actor): Promise<User> {
    const user = await this.users.findById(actor.userId);
    if (user === null) throw new AccountGone();
    return user;
  }

  /** Changes what people may change about themselves. */
  async updateSelf(
    actor: Actor,
    changes: Partial<Pick<User, 'fullName' | 'locale' | 'timeZone'>>,
  ): Promise<User> {
    await this.users.update(actor.userId, changes);
    return this.getSelf(actor);
  }

  /** Whether nobody has this address yet. */
  async isEmailAvailable(email: string): Promise<boolean> {
    return !(await this.users.emailExists(email));
  }

  /**
   * Opens an account with one role; all of it is stored or nothing.
   *
   * @throws TooYoung before anything is stored, when the date of birth says under 13.
   * @throws UnknownSubjects naming each subject id that does not exist.
   * @throws EmailTaken
   */
  join(joining: Joining): Promise<User> {
    requireOldEnough(joining.profile?.dateOfBirth ?? null);
    return this.database.transaction(async () => {
      const subjectIds = joining.subjectIds ?? [];
      await this.requireSubjects(subjectIds);
      const user = await this.users.insert({ ...joining, username: randomUsername() });
      if (user === null) throw new EmailTaken();
      await this.users.grant(user.id, joining.role, null);
      if (joining.profile !== undefined) await this.users.saveProfile(user.id, joining.profile);
      if (subjectIds.length > 0) await this.users.saveSubjectPreferences(user.id, subjectIds);
      return user;
    });
  }

  /** Counts today as a day on which this person learned. */
  noteActivity(userId: number): Promise<void> {
    return this.users.noteActivity(userId);
  }

  /** Roles in the order they were given. */
  grantsOf(userId: number): Promise<Grant[]> {
    return this.users.grantsOf(userId);
  }

  private async requireSubjects(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const existing = await this.users.existingSubjects(ids);
    const unknown = ids.flatMap((id, position) => (existing.has(id) ? [] : [position]));
    if (unknown.length > 0) throw new UnknownSubjects(unknown);
  }
}

function randomUsername(): string {
  return `learner-${randomBytes(6).toString('hex')}`;
}
