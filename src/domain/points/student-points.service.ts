import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { StudentAccess } from '../students/student-access';
import { LedgerRepository, type PointTotals } from './ledger.repository';

/** A student's points as those who look after them see them. */
@Injectable()
export class StudentPoints {
  constructor(
    private readonly database: Database,
    private readonly students: StudentAccess,
    private readonly accounts: LedgerRepository,
  ) {}

  /** @throws StudentNotFound */
  read(actor: Actor, studentUuid: string): Promise<PointTotals> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'student.points.read');
      return this.accounts.totalsOf(student.id);
    });
  }
}
