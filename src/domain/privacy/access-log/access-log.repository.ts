import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import type { Access } from './access';

/**
 * The strongest role of a member of staff. Somebody without one, a former coach for instance, is
 * not named: what they may be called is their own affair again.
 */
const STAFF = `LEFT JOIN LATERAL (
  SELECT held.role FROM role_grants held
  WHERE held.user_id = entry.actor_id AND held.role <> 'STUDENT'
  ORDER BY array_position(ARRAY['PLATFORM_ADMIN', 'INSTRUCTOR', 'COACH'], held.role) LIMIT 1
) staff ON true`;

const ABOUT = `entry.subject_type = 'user' AND entry.subject_ids @> ARRAY[$1::integer::text]
  AND entry.actor_id IS DISTINCT FROM $1::integer`;

/** The audit trail by the person it is about. Who else an entry names is never selected. */
@Injectable()
export class AccessLogRepository {
  constructor(private readonly database: Database) {}

  /** What others did with a person's record, the newest first. */
  async list(userId: number, { skip, limit }: Slice): Promise<Page<Access>> {
    const items = await this.database.query<Access>(
      `SELECT entry.occurred_at AS "occurredAt", entry.action, staff.role,
              CASE WHEN staff.role IS NOT NULL THEN actor.full_name END AS name
       FROM audit_entries entry ${STAFF} LEFT JOIN users actor ON actor.id = entry.actor_id
       WHERE ${ABOUT} ORDER BY entry.id DESC OFFSET $2 LIMIT $3`,
      [userId, skip, limit],
    );
    const total = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM audit_entries entry WHERE ${ABOUT}`,
      [userId],
    );
    return { items, total: total?.count ?? 0 };
  }
}
