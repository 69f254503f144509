import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Page, Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import { AuditService } from '../../audit/audit.service';
import { CoursesService } from '../../courses/courses.service';
import { ActivityCollector } from '../activity/activity-collector';
import { requirePlatformAdmin } from '../reports/report-audience';
import type { RiskFilter, StudentAtRisk } from './student-at-risk';
import { StudentsAtRiskRepository } from './students-at-risk.repository';

/** So many students fit into one download. */
const MOST_EXPORTED = 10_000;

/**
 * Students who may be about to leave, with the reasons. It names people, so it is never mailed, and
 * each reading leaves one row in the audit trail that names everybody shown.
 */
@Injectable()
export class StudentsAtRisk {
  constructor(
    private readonly database: Database,
    private readonly students: StudentsAtRiskRepository,
    private readonly courses: CoursesService,
    private readonly activity: ActivityCollector,
    private readonly audit: AuditService,
  ) {}

  /**
   * As of a moment; those with both reasons first, then who was away longest.
   *
   * @throws AnalyticsForAdminsOnly @throws CourseNotFound
   */
  list(actor: Actor, filter: RiskFilter, at: Date, slice: Slice): Promise<Page<StudentAtRisk>> {
    return this.read(actor, 'student_at_risk.list', filter, at, slice);
  }

  /**
   * The same for a download: the first 10,000.
   *
   * @throws AnalyticsForAdminsOnly @throws CourseNotFound
   */
  async export(actor: Actor, filter: RiskFilter, at: Date): Promise<readonly StudentAtRisk[]> {
    const all = { skip: 0, limit: MOST_EXPORTED };
    return (await this.read(actor, 'student_at_risk.export', filter, at, all)).items;
  }

  private async read(
    actor: Actor,
    action: string,
    filter: RiskFilter,
    at: Date,
    slice: Slice,
  ): Promise<Page<StudentAtRisk>> {
    requirePlatformAdmin(actor);
    if (filter.courseId !== null) await this.courses.get(actor, filter.courseId);
    await this.activity.collect();
    return this.database.transaction(async () => {
      const page = await this.students.list(filter, at, slice);
      const subjectIds = page.items.map(({ userId }) => userId);
      await this.audit.record({ actor, action, subjectType: 'user', subjectIds });
      return page;
    });
  }
}
