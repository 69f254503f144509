import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, Grant, Role } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { isChild } from './age';
import { GuardianConsentsRepository } from './guardian-consents.repository';
import type { User } from './user.entity';
import {
  AccountGone,
  EmailTaken,
  GuardianIsChild,
  TooYoung,
  UnknownSubjects,
} from './users.errors';
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
  /** Whom to ask when a student is a child; without it, children cannot join. */
  readonly guardianEmail?: string;
}

/** The rules of accounts. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly consents: GuardianConsentsRepository,
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
   * Opens an account with one role; all of it is stored or nothing. The account of a child stays
   * inactive until the guardian agrees.
   *
   * @throws TooYoung before anything is stored, when the date of birth says under 13 and no
   * guardian is named.
   * @throws GuardianIsChild
   * @throws UnknownSubjects naming each subject id that does not exist.
   * @throws EmailTaken
   */
  join(joining: Joining): Promise<User> {
    const guardian = guardianOf(joining);
    return this.database.transaction(async () => {
      const subjectIds = joining.subjectIds ?? [];
      await this.requireSubjects(subjectIds);
      const user = await this.users.insert({ ...joining, username: randomUsername() });
      if (user === null) throw new EmailTaken();
      await this.users.grant(user.id, joining.role, null);
      if (joining.profile !== undefined) await this.users.saveProfile(user.id, joining.profile);
      if (subjectIds.length > 0) await this.users.saveSubjectPreferences(user.id, subjectIds);
      return guardian === null ? user : this.waitForConsent(user, guardian);
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

  private async waitForConsent(user: User, guardianEmail: string): Promise<User> {
    await this.users.setActive(user.id, false);
    await this.consents.append({
      userId: user.id,
      kind: 'asked',
      guardianEmail,
      guardianName: null,
    });
    return { ...user, isActive: false };
  }

  private async requireSubjects(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const existing = await this.users.existingSubjects(ids);
    const unknown = ids.flatMap((id, position) => (existing.has(id) ? [] : [position]));
    if (unknown.length > 0) throw new UnknownSubjects(unknown);
  }
}

/** Who must agree first; null for who may join by themselves. @throws TooYoung @throws GuardianIsChild */
function guardianOf({ email, role, profile, guardianEmail }: Joining): string | null {
  const dateOfBirth = profile?.dateOfBirth ?? null;
  if (!isChild(dateOfBirth)) return null;
  if (role !== 'STUDENT' || guardianEmail === undefined) throw new TooYoung();
  if (guardianEmail.toLowerCase() === email.toLowerCase()) throw new GuardianIsChild();
  return guardianEmail;
}

function randomUsername(): string {
  return `learner-${randomBytes(6).toString('hex')}`;
}
