import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import {
  DAYS_TO_ANSWER,
  type InvitationAddress,
  type ReceivedInvitation,
  type SentInvitation,
} from './invitation';

const EXPIRES_AT = `(sent.invited_at + make_interval(days => ${DAYS_TO_ANSWER}))`;
const TIMES = `sent.invited_at AS "invitedAt", ${EXPIRES_AT} AS "expiresAt"`;

const SENT = `sent.id, sent.student_email::text AS email, sent.student_uuid AS uuid, ${TIMES},
  CASE WHEN sent.accepted_at IS NOT NULL THEN 'accepted'
       WHEN ${EXPIRES_AT} <= now() THEN 'expired' ELSE 'invited' END AS status`;

/** Open invitations of active coaches to whoever the reader is, from others than themselves. */
const RECEIVED = `
  SELECT sent.id, ${TIMES},
         json_build_object('id', coach.id, 'uuid', coach.uuid, 'name', coach.full_name) AS coach
  FROM coach_invitations sent
  JOIN users student ON student.email = sent.student_email OR student.uuid = sent.student_uuid
  JOIN users coach ON coach.id = sent.coach_id AND coach.is_active
  WHERE student.id = $1 AND coach.id <> $1
    AND sent.accepted_at IS NULL AND sent.declined_at IS NULL AND ${EXPIRES_AT} > now()
    AND EXISTS (SELECT 1 FROM role_grants held
                WHERE held.user_id = coach.id AND held.role = 'COACH')`;

/** Whom the mail about an invitation goes to: one of the two. */
export interface InvitationAddressee {
  readonly userId: number | null;
  readonly email: string | null;
  readonly coachId: number;
  readonly coachName: string;
}

/** Invitations of students by coaches in PostgreSQL. */
@Injectable()
export class InvitationsRepository {
  constructor(private readonly database: Database) {}

  /** From here to the end of the transaction the coach sends one invitation at a time. */
  async holdSender(coachId: number): Promise<void> {
    await this.database.query(`SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [coachId]);
  }

  /** An invitation to the same address that was not accepted and has not expired. */
  findPending(coachId: number, address: InvitationAddress): Promise<SentInvitation | null> {
    return this.database.queryOne<SentInvitation>(
      `SELECT ${SENT} FROM coach_invitations sent
       WHERE sent.coach_id = $1 AND (sent.student_email = $2::citext OR sent.student_uuid = $3::uuid)
         AND sent.accepted_at IS NULL AND ${EXPIRES_AT} > now()
       ORDER BY sent.invited_at DESC LIMIT 1`,
      [coachId, address.email, address.uuid],
    );
  }

  async countPending(coachId: number): Promise<number> {
    const row = await this.database.queryOne<{ pending: number }>(
      `SELECT count(*)::int AS pending FROM coach_invitations sent
       WHERE sent.coach_id = $1 AND sent.accepted_at IS NULL AND ${EXPIRES_AT} > now()`,
      [coachId],
    );
    return row?.pending ?? 0;
  }

  async insert(coachId: number, address: InvitationAddress): Promise<SentInvitation> {
    const [sent] = await this.database.query<SentInvitation>(
      `INSERT INTO coach_invitations AS sent (coach_id, student_email, student_uuid)
       VALUES ($1, $2, $3) RETURNING ${SENT}`,
      [coachId, address.email, address.uuid],
    );
    return sent as SentInvitation;
  }

  /**
   * Where the mail about an open invitation goes: to the account that was named by its id, or to
   * the address. Null when there is nobody to write to.
   */
  findAddressee(id: string): Promise<InvitationAddressee | null> {
    return this.database.queryOne<InvitationAddressee>(
      `SELECT student.id AS "userId", sent.student_email::text AS email,
              coach.id AS "coachId", coach.full_name AS "coachName"
       FROM coach_invitations sent JOIN users coach ON coach.id = sent.coach_id AND coach.is_active
       LEFT JOIN users student ON student.uuid = sent.student_uuid
       WHERE sent.id = $1 AND sent.accepted_at IS NULL AND sent.declined_at IS NULL
         AND ${EXPIRES_AT} > now() AND (student.id IS NOT NULL OR sent.student_email IS NOT NULL)`,
      [id],
    );
  }

  /** The newest first, with the number of all. */
  async listSent(coachId: number, slice: Slice): Promise<Page<SentInvitation>> {
    const items = await this.database.query<SentInvitation>(
      `SELECT ${SENT} FROM coach_invitations sent WHERE sent.coach_id = $1
       ORDER BY sent.invited_at DESC, sent.id OFFSET $2 LIMIT $3`,
      [coachId, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM coach_invitations WHERE coach_id = $1`,
      [coachId],
    );
    return { items, total: count?.total ?? 0 };
  }

  /** Those of coaches who don't look after the student yet; the newest first. */
  listReceived(studentId: number): Promise<ReceivedInvitation[]> {
    return this.database.query<ReceivedInvitation>(
      `${RECEIVED} AND NOT EXISTS (
         SELECT 1 FROM coach_students link
         WHERE link.coach_id = coach.id AND link.student_id = $1 AND link.status = 'active')
       ORDER BY sent.invited_at DESC, sent.id LIMIT 100`,
      [studentId],
    );
  }

  /** One that the student may answer; nobody else answers it before the transaction ends. */
  holdReceived(studentId: number, id: string): Promise<ReceivedInvitation | null> {
    return this.database.queryOne<ReceivedInvitation>(
      `${RECEIVED} AND sent.id = $2 FOR UPDATE OF sent`,
      [studentId, id],
    );
  }

  async noteAccepted(id: string): Promise<void> {
    await this.database.query(`UPDATE coach_invitations SET accepted_at = now() WHERE id = $1`, [
      id,
    ]);
  }

  async noteDeclined(id: string): Promise<void> {
    await this.database.query(`UPDATE coach_invitations SET declined_at = now() WHERE id = $1`, [
      id,
    ]);
  }
}
