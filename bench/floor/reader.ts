import type { BearerClaims } from './bearer';

/** Who reads, in every row that a statement built on {@link READER} answers. */
export interface ReaderRow {
  readonly reader_id: number;
  readonly reader_uuid: string;
}

/**
 * SQL: who is behind the sign-in `$1` if it still counts, and whose drafts they see. One row or
 * none; a statement that joins what it reads to it needs no trip of its own for the sign-in.
 */
export const READER = `
  SELECT u.id AS reader_id, u.uuid AS reader_uuid, u.time_zone, u.last_activity_date,
         u.current_streak_days,
         EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = u.id AND g.university_id IS NULL
                   AND g.role IN ('INSTRUCTOR', 'PLATFORM_ADMIN')) AS writes_everywhere,
         ARRAY(SELECT g.university_id FROM role_grants g WHERE g.user_id = u.id
                 AND g.university_id IS NOT NULL AND g.role = 'INSTRUCTOR') AS writes_in
  FROM sign_ins s JOIN users u ON u.id = s.user_id
  WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active`;

/** Whether the token was made for the person whom its sign-in belongs to. */
export function isReader(row: ReaderRow | undefined, claims: BearerClaims): row is ReaderRow {
  return row?.reader_id === claims.uid && row.reader_uuid === claims.sub;
}
