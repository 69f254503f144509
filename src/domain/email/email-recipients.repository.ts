import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** Somebody with an account whom a mail may go to. */
export interface EmailAccount {
  readonly id: number;
  readonly uuid: string;
  readonly email: string;
  readonly name: string;
  readonly isActive: boolean;
}

const ACCOUNT = `id, uuid, email::text AS email, full_name AS name, is_active AS "isActive"`;

/** The people whom mails go to. */
@Injectable()
export class EmailRecipientsRepository {
  constructor(private readonly database: Database) {}

  find(userId: number): Promise<EmailAccount | null> {
    return this.database.queryOne<EmailAccount>(`SELECT ${ACCOUNT} FROM users WHERE id = $1`, [
      userId,
    ]);
  }

  findByUuids(uuids: readonly string[]): Promise<EmailAccount[]> {
    return this.database.query<EmailAccount>(
      `SELECT ${ACCOUNT} FROM users WHERE uuid = ANY($1::uuid[])`,
      [uuids],
    );
  }

  /** Those of the people who are students whom the coach looks after now. */
  async coachedBy(coachId: number, userIds: readonly number[]): Promise<ReadonlySet<number>> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT student_id AS id FROM coach_students
       WHERE coach_id = $1 AND student_id = ANY($2::integer[]) AND status = 'active'`,
      [coachId, userIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
