import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Student } from './student-record';

const STUDENT = `SELECT person.id, person.uuid, person.full_name AS name, person.email::text AS email
  FROM users person
  WHERE EXISTS (SELECT 1 FROM role_grants held
                WHERE held.user_id = person.id AND held.role = 'STUDENT')`;

/** Students, and who coaches them. */
@Injectable()
export class StudentAccessRepository {
  constructor(private readonly database: Database) {}

  findByUuid(uuid: string): Promise<Student | null> {
    return this.database.queryOne<Student>(`${STUDENT} AND person.uuid = $1`, [uuid]);
  }

  findById(id: number): Promise<Student | null> {
    return this.database.queryOne<Student>(`${STUDENT} AND person.id = $1`, [id]);
  }

  /** Whether the coach looks after the student now. */
  async isCoachOf(coachId: number, studentId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM coach_students
       WHERE coach_id = $1 AND student_id = $2 AND status = 'active'`,
      [coachId, studentId],
    );
    return row !== null;
  }

  /** The ids of everybody who looks after the student now. */
  async coachesOf(studentId: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT coach_id AS id FROM coach_students
       WHERE student_id = $1 AND status = 'active' ORDER BY started_at, id`,
      [studentId],
    );
    return rows.map(({ id }) => id);
  }
}
