import { Injectable } from '@nestjs/common';
import type { Role } from '../../kernel/actor';
import { Database } from '../../platform/database/database';

/** One role that somebody was given, everywhere or at one university. */
export interface RoleGrant {
  readonly id: number;
  readonly role: Role;
  readonly universityId: number | null;
  readonly grantedAt: Date;
}

const GRANT = `id, role, university_id AS "universityId", granted_at AS "grantedAt"`;

/** Roles in PostgreSQL. */
@Injectable()
export class RoleGrantsRepository {
  constructor(private readonly database: Database) {}

  /** In the order in which they were given. */
  listOf(userId: number): Promise<RoleGrant[]> {
    return this.database.query<RoleGrant>(
      `SELECT ${GRANT} FROM role_grants WHERE user_id = $1 ORDER BY id`,
      [userId],
    );
  }

  /** Gives a role; the grant that is there already when it was given before. */
  async insert(userId: number, role: Role, universityId: number | null): Promise<RoleGrant> {
    await this.database.query(
      `INSERT INTO role_grants (user_id, role, university_id) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [userId, role, universityId],
    );
    const grant = await this.database.queryOne<RoleGrant>(
      `SELECT ${GRANT} FROM role_grants
       WHERE user_id = $1 AND role = $2 AND university_id IS NOT DISTINCT FROM $3`,
      [userId, role, universityId],
    );
    return grant as RoleGrant;
  }

  /** Takes the role away; null when the person has no such grant. */
  async delete(userId: number, id: number): Promise<RoleGrant | null> {
    return this.database.queryOne<RoleGrant>(
      `DELETE FROM role_grants WHERE id = $1 AND user_id = $2 RETURNING ${GRANT}`,
      [id, userId],
    );
  }

  /**
   * How many people can run the platform: their accounts are open. Nobody becomes or ceases to be
   * one until the transaction ends.
   */
  async countPlatformAdmins(): Promise<number> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('platform admins'))`);
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(DISTINCT held.user_id)::integer AS count
       FROM role_grants held JOIN users person ON person.id = held.user_id
       WHERE held.role = 'PLATFORM_ADMIN' AND person.is_active`,
    );
    return row?.count ?? 0;
  }

  async universityExists(id: number): Promise<boolean> {
    return (
      (await this.database.queryOne(`SELECT 1 FROM universities WHERE id = $1`, [id])) !== null
    );
  }
}
