import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole, isPlatformAdmin } from '../../kernel/actor';
import { AuditService } from '../audit/audit.service';
import type { Student } from './student-record';
import { StudentAccessRepository } from './student-access.repository';
import { StudentNotFound } from './students.errors';

/**
 * Who may open a student's record: the student, a coach who is linked to them now, platform admins.
 * Whoever opens somebody else's leaves one audit row.
 */
@Injectable()
export class StudentAccess {
  constructor(
    private readonly students: StudentAccessRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Opens a student's record for reading or writing.
   *
   * @param action noun and verb for the audit trail, e.g. `student.read`.
   * @throws StudentNotFound also for students whom the actor has nothing to do with.
   */
  async open(actor: Actor, studentUuid: string, action: string): Promise<Student> {
    const student = await this.students.findByUuid(studentUuid);
    if (student === null || !(await this.mayOpen(actor, student.id))) throw new StudentNotFound();
    if (student.id !== actor.userId) {
      await this.audit.record({
        actor,
        action,
        subjectType: 'user',
        subjectIds: [student.id],
      });
    }
    return student;
  }

  /** Whether the actor may open this student's record. Says nothing to the audit trail. */
  async mayOpen(actor: Actor, studentId: number): Promise<boolean> {
    if (studentId === actor.userId || isPlatformAdmin(actor)) return true;
    return holdsRole(actor, 'COACH') && this.students.isCoachOf(actor.userId, studentId);
  }

  /** The ids of everybody who coaches the student now. */
  coachesOf(studentId: number): Promise<number[]> {
    return this.students.coachesOf(studentId);
  }
}
