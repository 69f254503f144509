import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { DemoAccount } from './demo-accounts';
import { DemoAccountsSeeder } from './demo-accounts.seeder';
import type { DemoCourse } from './demo-course';
import { DemoCourseSeeder } from './demo-course.seeder';
import { DemoEnrollmentSeeder } from './demo-enrollment.seeder';
import { DemoStudentSeeder } from './demo-student.seeder';

/** Puts the demo into an installation, all of it or nothing; running it again changes nothing. */
@Injectable()
export class DemoSeeder {
  constructor(
    private readonly database: Database,
    private readonly people: DemoAccountsSeeder,
    private readonly courses: DemoCourseSeeder,
    private readonly enrollments: DemoEnrollmentSeeder,
    private readonly students: DemoStudentSeeder,
  ) {}

  /**
   * Sees to it that every account exists with its password, the course, and the student's record.
   *
   * @returns the id of a lesson to try the tutor with.
   */
  async seed(accounts: readonly DemoAccount[], course: DemoCourse): Promise<number> {
    const missing = await this.people.findMissing(accounts);
    return this.database.transaction(async () => {
      await this.people.open(missing);
      const admin = await this.people.firstWith('PLATFORM_ADMIN', accounts);
      const coach = await this.people.firstWith('COACH', accounts);
      const student = await this.people.firstWith('STUDENT', accounts);
      const universityId = await this.courses.seed(admin, course);
      await this.enrollments.seed(admin, student, universityId);
      await this.students.seed({ admin, coach, student });
      return this.courses.firstLesson(admin, universityId);
    });
  }
}
