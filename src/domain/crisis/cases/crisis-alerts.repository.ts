import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** Somebody to write to. */
export interface AlertRecipient {
  readonly id: number;
  readonly uuid: string;
}

/** Who is told about a case. */
@Injectable()
export class CrisisAlertsRepository {
  constructor(private readonly database: Database) {}

  /** Everybody who coaches the student now, but never the student. */
  coachesOf(studentId: number): Promise<AlertRecipient[]> {
    return this.database.query<AlertRecipient>(
      `SELECT coach.id, coach.uuid FROM coach_students link JOIN users coach ON coach.id = link.coach_id
       WHERE link.student_id = $1 AND link.status = 'active' AND coach.id <> $1
       ORDER BY coach.id`,
      [studentId],
    );
  }

  /** Every platform admin, but never the student. */
  platformAdmins(studentId: number): Promise<AlertRecipient[]> {
    return this.database.query<AlertRecipient>(
      `SELECT admin.id, admin.uuid FROM users admin
       WHERE admin.id <> $1 AND EXISTS (
         SELECT 1 FROM role_grants held WHERE held.user_id = admin.id
           AND held.role = 'PLATFORM_ADMIN' AND held.university_id IS NULL)
       ORDER BY admin.id`,
      [studentId],
    );
  }
}
