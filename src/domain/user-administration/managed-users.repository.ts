import { Injectable } from '@nestjs/common';
import type { Grant, Role } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { UNUSABLE_PASSWORD } from '../../platform/crypto/password-hasher';
import { Database } from '../../platform/database/database';
import { type ManagedUser, ROLES_BY_WEIGHT, type UserFilter } from './managed-user';

const USER = `
  SELECT person.id, person.uuid, person.email::text, person.full_name AS "fullName",
         CASE WHEN NOT person.is_active THEN 'disabled'
              WHEN person.password_hash = '${UNUSABLE_PASSWORD}' THEN 'invited'
              ELSE 'active' END AS status,
         (SELECT profile.phone FROM user_profiles profile WHERE profile.user_id = person.id)
           AS phone,
         person.created_at AS "createdAt", person.last_login_at AS "lastLoginAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object(
                            'role', held.role, 'universityId', held.university_id) ORDER BY held.id)
                   FROM role_grants held WHERE held.user_id = person.id), '[]') AS grants
  FROM users person`;

const OF_STATUS = {
  active: `person.is_active AND person.password_hash <> '${UNUSABLE_PASSWORD}'`,
  invited: `person.is_active AND person.password_hash = '${UNUSABLE_PASSWORD}'`,
  disabled: `NOT person.is_active`,
} as const;

/** People in PostgreSQL, as those see them who run the platform. */
@Injectable()
export class ManagedUsersRepository {
  constructor(private readonly database: Database) {}

  find(uuid: string): Promise<ManagedUser | null> {
    return this.database.queryOne<ManagedUser>(`${USER} WHERE person.uuid = $1`, [uuid]);
  }

  /** Whether this is a child's account that no guardian has agreed to, or agrees to any more. */
  async lacksConsent(userId: number): Promise<boolean> {
    const latest = await this.database.queryOne<{ kind: string }>(
      `SELECT kind FROM guardian_consent_events WHERE user_id = $1 ORDER BY id DESC LIMIT 1`,
      [userId],
    );
    return latest !== null && latest.kind !== 'given';
  }

  /** The same, and nobody else changes the account until the transaction ends. */
  async findForUpdate(uuid: string): Promise<ManagedUser | null> {
    await this.database.query(`SELECT 1 FROM users WHERE uuid = $1 FOR NO KEY UPDATE`, [uuid]);
    return this.find(uuid);
  }

  /** The newest first. */
  async list(filter: UserFilter, slice: Slice): Promise<Page<ManagedUser>> {
    const { condition, values } = matching(filter);
    const items = await this.database.query<ManagedUser>(
      `${USER} WHERE ${condition} ORDER BY person.id DESC OFFSET $2 LIMIT $3`,
      [...values, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::integer AS total FROM users person WHERE ${condition}`,
      values,
    );
    return { items, total: count?.total ?? 0 };
  }

  /** The next in the order in which they joined, after an id. */
  listAfter(filter: UserFilter, id: number, limit: number): Promise<ManagedUser[]> {
    const { condition, values } = matching(filter);
    return this.database.query<ManagedUser>(
      `${USER} WHERE ${condition} AND person.id > $2 ORDER BY person.id LIMIT $3`,
      [...values, id, limit],
    );
  }

  /**
   * Whether somebody besides this person can run the platform. Nobody becomes or ceases to be an
   * admin through this feature until the transaction ends.
   */
  async hasOtherAdmin(id: number): Promise<boolean> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('platform admins'))`);
    const row = await this.database.queryOne(
      `SELECT 1 FROM role_grants held JOIN users person ON person.id = held.user_id
       WHERE held.role = 'PLATFORM_ADMIN' AND person.is_active AND person.id <> $1
         AND person.password_hash <> '${UNUSABLE_PASSWORD}' LIMIT 1`,
      [id],
    );
    return row !== null;
  }

  /** Takes every grant of these roles away. @returns those that were there. */
  takeRoles(id: number, roles: readonly Role[]): Promise<Grant[]> {
    return this.database.query<Grant>(
      `DELETE FROM role_grants WHERE user_id = $1 AND role = ANY($2::text[])
       RETURNING role, university_id AS "universityId"`,
      [id, roles],
    );
  }

  /** How many links between coaches and students of this person ended in this transaction. */
  async countLinksEndedNow(id: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM coach_students
       WHERE ended_at = now() AND status = 'ended' AND (coach_id = $1 OR student_id = $1)`,
      [id],
    );
    return row?.count ?? 0;
  }

  /** The sign-ins of this person that still count. */
  async listSignIns(id: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM sign_ins WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()`,
      [id],
    );
    return rows.map((row) => row.id);
  }
}

/** What the filter means; `$1` is the pattern of the search, or null. */
function matching({ role, status, search }: UserFilter): {
  condition: string;
  values: [string | null];
} {
  const conditions = [
    search === null
      ? `$1::text IS NULL`
      : `(person.email::text ILIKE $1 OR person.full_name ILIKE $1)`,
    ...(status === null ? [] : [OF_STATUS[status]]),
    ...(role === null ? [] : shownAs(role)),
  ];
  const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return { condition: conditions.join(' AND '), values: [pattern] };
}

/** Who holds the role and none that weighs more; who holds none counts as a student. */
function shownAs(role: Role): string[] {
  const heavier = ROLES_BY_WEIGHT.slice(0, ROLES_BY_WEIGHT.indexOf(role));
  const holds = (roles: readonly Role[]): string =>
    `EXISTS (SELECT 1 FROM role_grants held WHERE held.user_id = person.id
       AND held.role IN (${roles.map((one) => `'${one}'`).join(', ')}))`;
  return [
    ...(role === 'STUDENT' ? [] : [holds([role])]),
    ...(heavier.length === 0 ? [] : [`NOT ${holds(heavier)}`]),
  ];
}
