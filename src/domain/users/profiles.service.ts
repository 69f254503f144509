import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { requireOldEnough } from './age';
import { UnknownSubjects } from './users.errors';
import { type Profile, type Subject, UsersRepository } from './users.repository';

/** What people tell about themselves. Everybody reads and writes their own only. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  getOwn(actor: Actor): Promise<Profile> {
    return this.users.findProfile(actor.userId);
  }

  /**
   * Changes the actor's profile; what is undefined stays.
   *
   * @throws TooYoung when a new date of birth says under 13.
   */
  updateOwn(actor: Actor, changes: Partial<Profile>): Promise<Profile> {
    return this.database.transaction(async () => {
      const present = await this.users.findProfile(actor.userId);
      // A child whose guardian agreed may say again what is known.
      if (changes.dateOfBirth !== present.dateOfBirth) {
        requireOldEnough(changes.dateOfBirth ?? null);
      }
      await this.users.saveProfile(actor.userId, {
        dateOfBirth: stays(changes.dateOfBirth, present.dateOfBirth),
        learningGoal: stays(changes.learningGoal, present.learningGoal),
        studyLevel: stays(changes.studyLevel, present.studyLevel),
        grade: stays(changes.grade, present.grade),
      });
      return this.users.findProfile(actor.userId);
    });
  }

  /** The subjects that the actor cares for, by name. */
  subjectsOf(actor: Actor): Promise<Subject[]> {
    return this.users.findSubjectPreferences(actor.userId);
  }

  /** Replaces the subjects that the actor cares for. @throws UnknownSubjects */
  chooseSubjects(actor: Actor, subjectIds: readonly number[]): Promise<Subject[]> {
    return this.database.transaction(async () => {
      const existing = await this.users.existingSubjects(subjectIds);
      const unknown = subjectIds.flatMap((id, position) => (existing.has(id) ? [] : [position]));
      if (unknown.length > 0) throw new UnknownSubjects(unknown);
      await this.users.keepSubjectPreferences(actor.userId, subjectIds);
      await this.users.saveSubjectPreferences(actor.userId, subjectIds);
      return this.users.findSubjectPreferences(actor.userId);
    });
  }
}

function stays<Value>(given: Value | undefined, present: Value): Value {
  return given === undefined ? present : given;
}
