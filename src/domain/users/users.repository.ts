import { Injectable } from '@nestjs/common';
import type { Grant, Role } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { User } from './user.entity';

/** What a new account starts with. */
export interface NewUser {
  readonly uuid?: string;
  readonly email: string;
  readonly username: string;
  readonly fullName: string;
  readonly passwordHash: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** What a person told about themselves when they joined. */
export interface Profile {
  readonly dateOfBirth: string | null;
  readonly learningGoal: string | null;
  readonly studyLevel: string | null;
  readonly grade: string | null;
}

/** A field of study. */
export interface Subject {
  readonly id: number;
  readonly name: string;
}

const USER_BY_ID = `
  SELECT id, uuid, email::text, username, full_name AS "fullName", is_active AS "isActive", locale,
         time_zone AS "timeZone", current_streak_days AS "currentStreakDays",
         last_activity_date AS "lastActivityDate", last_login_at AS "lastLoginAt",
         email_verified_at AS "emailVerifiedAt", created_at AS "createdAt", updated_at AS "updatedAt"
  FROM users WHERE id = $1`;

/** Users, their profiles, subjects and roles in PostgreSQL. */
@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  /** Written by hand: every signed-in page asks for it. */
  async findById(id: number): Promise<User | null> {
    const rows = await this.database.prepared<User>('user_by_id', USER_BY_ID, [id]);
    return rows[0] ?? null;
  }

  findByEmail(email: string): Promise<User | null> {
    return this.database.repository(User).findOneBy({ email });
  }

  async emailExists(email: string): Promise<boolean> {
    return this.database.repository(User).existsBy({ email });
  }

  /** The stored hash of an address's account, or null when there is no such account. */
  async findPasswordHash(email: string): Promise<string | null> {
    const row = await this.database.queryOne<{ password_hash: string }>(
      `SELECT password_hash FROM users WHERE email = $1`,
      [email],
    );
    return row?.password_hash ?? null;
  }

  /** Stores the account; null when the address was taken meanwhile. */
  async insert(user: NewUser): Promise<User | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO users (uuid, email, username, full_name, password_hash, locale, time_zone)
       VALUES (coalesce($1, gen_random_uuid()), $2, $3, $4, $5, $6, $7)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
      [
        user.uuid ?? null,
        user.email,
        user.username,
        user.fullName,
        user.passwordHash,
        user.locale,
        user.timeZone,
      ],
    );
    return row === null ? null : this.findById(row.id);
  }

  async update(
    id: number,
    changes: Partial<Pick<User, 'fullName' | 'locale' | 'timeZone'>>,
  ): Promise<void> {
    await this.database.repository(User).update({ id }, { ...changes, updatedAt: new Date() });
  }

  /** Counts today, in the person's own time zone, as a day with learning: once however often. */
  async noteActivity(id: number): Promise<void> {
    await this.database.query(`SELECT note_activity($1)`, [id]);
  }

  async setActive(id: number, isActive: boolean): Promise<void> {
    await this.database.repository(User).update({ id }, { isActive, updatedAt: new Date() });
  }

  async setPasswordHash(id: number, passwordHash: string): Promise<void> {
    await this.database.repository(User).update({ id }, { passwordHash, updatedAt: new Date() });
  }

  /** Notes that the person reads the mail of their address; the first time counts. */
  async noteEmailVerified(id: number): Promise<void> {
    await this.database.query(
      `UPDATE users SET email_verified_at = coalesce(email_verified_at, now()) WHERE id = $1`,
      [id],
    );
  }

  /**
   * Notes a sign-in made with the password of this hash. False when the password was changed or
   * the account disabled meanwhile: the row lock lets such a change and a sign-in pass one by one.
   */
  async recordLogin(id: number, passwordHash: string, at: Date): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE users SET last_login_at = $3
       WHERE id = $1 AND password_hash = $2 AND is_active RETURNING id`,
      [id, passwordHash, at],
    );
    return rows.length > 0;
  }

  /** Gives a role, once however often it is called. */
  async grant(userId: number, role: Role, universityId: number | null): Promise<void> {
    await this.database.query(
      `INSERT INTO role_grants (user_id, role, university_id) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [userId, role, universityId],
    );
  }

  grantsOf(userId: number): Promise<Grant[]> {
    return this.database.query<Grant>(
      `SELECT role, university_id AS "universityId" FROM role_grants WHERE user_id = $1 ORDER BY id`,
      [userId],
    );
  }

  /** What the person told of themselves; all null for who told nothing. */
  async findProfile(userId: number): Promise<Profile> {
    const row = await this.database.queryOne<Profile>(
      `SELECT date_of_birth AS "dateOfBirth", learning_goal AS "learningGoal",
              study_level AS "studyLevel", grade
       FROM user_profiles WHERE user_id = $1`,
      [userId],
    );
    return row ?? { dateOfBirth: null, learningGoal: null, studyLevel: null, grade: null };
  }

  async saveProfile(userId: number, profile: Profile): Promise<void> {
    await this.database.query(
      `INSERT INTO user_profiles (user_id, date_of_birth, learning_goal, study_level, grade)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (user_id) DO UPDATE SET date_of_birth = excluded.date_of_birth,
         learning_goal = excluded.learning_goal, study_level = excluded.study_level,
         grade = excluded.grade, updated_at = now()`,
      [userId, profile.dateOfBirth, profile.learningGoal, profile.studyLevel, profile.grade],
    );
  }

  /** Those of the ids that are subjects. */
  async existingSubjects(ids: readonly number[]): Promise<ReadonlySet<number>> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM subjects WHERE id = ANY($1::integer[])`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Subjects by name. */
  findSubjectPreferences(userId: number): Promise<Subject[]> {
    return this.database.query<Subject>(
      `SELECT subject.id, subject.name FROM subject_preferences preference
       JOIN subjects subject ON subject.id = preference.subject_id
       WHERE preference.user_id = $1 ORDER BY subject.name, subject.id`,
      [userId],
    );
  }

  /** Forgets the subjects that are not named. */
  async keepSubjectPreferences(userId: number, subjectIds: readonly number[]): Promise<void> {
    await this.database.query(
      `DELETE FROM subject_preferences WHERE user_id = $1 AND subject_id <> ALL($2::integer[])`,
      [userId, subjectIds],
    );
  }

  async saveSubjectPreferences(userId: number, subjectIds: readonly number[]): Promise<void> {
    await this.database.query(
      `INSERT INTO subject_preferences (user_id, subject_id)
       SELECT $1, unnest($2::integer[]) ON CONFLICT DO NOTHING`,
      [userId, subjectIds],
    );
  }
}
