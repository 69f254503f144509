import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { CoachLink, LinkedPerson, LinkFilter } from './coach-link';

const LINK = `
  SELECT link.id, link.status, link.started_at AS "startedAt", link.ended_at AS "endedAt",
         json_build_object('id', coach.id, 'uuid', coach.uuid, 'name', coach.full_name) AS coach,
         json_build_object('id', student.id, 'uuid', student.uuid, 'name', student.full_name)
           AS student
  FROM coach_students link
  JOIN users coach ON coach.id = link.coach_id
  JOIN users student ON student.id = link.student_id`;

const MATCHES = `link.status IN ('active', 'ended')
  AND ($1::uuid IS NULL OR coach.uuid = $1) AND ($2::uuid IS NULL OR student.uuid = $2)
  AND ($3::text IS NULL OR link.status = $3)`;

/** Who coaches whom, in PostgreSQL. */
@Injectable()
export class CoachLinksRepository {
  constructor(private readonly database: Database) {}

  /** An active account that holds the role; null for everybody else. */
  findPerson(uuid: string, role: 'COACH' | 'STUDENT'): Promise<LinkedPerson | null> {
    return this.database.queryOne<LinkedPerson>(
      `SELECT id, uuid, full_name AS name FROM users person
       WHERE uuid = $1 AND is_active AND EXISTS (
         SELECT 1 FROM role_grants held WHERE held.user_id = person.id AND held.role = $2)`,
      [uuid, role],
    );
  }

  /**
   * Makes the link active, whatever it was before; two at once make one row.
   *
   * @returns whether it was not active before.
   */
  async activate(coachId: number, studentId: number, linkedBy: number): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO coach_students AS link (coach_id, student_id, status, linked_by, started_at)
       VALUES ($1, $2, 'active', $3, now())
       ON CONFLICT (coach_id, student_id) WHERE status IN ('invited', 'active')
       DO UPDATE SET status = 'active', linked_by = excluded.linked_by, started_at = now()
         WHERE link.status = 'invited'
       RETURNING id`,
      [coachId, studentId, linkedBy],
    );
    return rows.length > 0;
  }

  findActive(coachId: number, studentId: number): Promise<CoachLink | null> {
    return this.database.queryOne<CoachLink>(
      `${LINK} WHERE link.coach_id = $1 AND link.student_id = $2 AND link.status = 'active'`,
      [coachId, studentId],
    );
  }

  /** Whether the link is active, and stays so until the transaction ends. */
  async holdActive(coachId: number, studentId: number): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM coach_students
       WHERE coach_id = $1 AND student_id = $2 AND status = 'active' FOR NO KEY UPDATE`,
      [coachId, studentId],
    );
    return rows.length > 0;
  }

  /** Whether somebody whom the coach looks after has this address or this uuid. */
  async coachesAddress(
    coachId: number,
    email: string | null,
    uuid: string | null,
  ): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM coach_students link JOIN users student ON student.id = link.student_id
       WHERE link.coach_id = $1 AND link.status = 'active'
         AND (student.email = $2::citext OR student.uuid = $3::uuid)`,
      [coachId, email, uuid],
    );
    return row !== null;
  }

  /** The newest first, with the number of all that match. */
  async list(filter: LinkFilter, slice: Slice): Promise<Page<CoachLink>> {
    const values = [filter.coachUuid, filter.studentUuid, filter.status];
    const items = await this.database.query<CoachLink>(
      `${LINK} WHERE ${MATCHES} ORDER BY link.id DESC OFFSET $4 LIMIT $5`,
      [...values, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM coach_students link
       JOIN users coach ON coach.id = link.coach_id
       JOIN users student ON student.id = link.student_id WHERE ${MATCHES}`,
      values,
    );
    return { items, total: count?.total ?? 0 };
  }

  /** Who coaches the student now, the first first. */
  listOfStudent(studentId: number): Promise<CoachLink[]> {
    return this.database.query<CoachLink>(
      `${LINK} WHERE link.student_id = $1 AND link.status = 'active' ORDER BY link.id`,
      [studentId],
    );
  }

  /** Ends a link that is active. @returns whom it joined; null when there was none. */
  end(link: {
    readonly id?: number;
    readonly coachId?: number;
    readonly coachUuid?: string;
    readonly studentId?: number;
    readonly studentUuid?: string;
  }): Promise<{ coachId: number; studentId: number } | null> {
    return this.database.queryOne(
      `UPDATE coach_students link SET status = 'ended', ended_at = now()
       FROM users coach, users student
       WHERE coach.id = link.coach_id AND student.id = link.student_id AND link.status = 'active'
         AND ($1::int IS NULL OR link.id = $1)
         AND ($2::int IS NULL OR link.coach_id = $2) AND ($3::uuid IS NULL OR coach.uuid = $3)
         AND ($4::int IS NULL OR link.student_id = $4) AND ($5::uuid IS NULL OR student.uuid = $5)
         AND num_nonnulls($1, $2, $3, $4, $5) > 0
       RETURNING link.coach_id AS "coachId", link.student_id AS "studentId"`,
      [
        link.id ?? null,
        link.coachId ?? null,
        link.coachUuid ?? null,
        link.studentId ?? null,
        link.studentUuid ?? null,
      ],
    );
  }
}
