import { Injectable } from '@nestjs/common';
import { CourseNotFound } from '../../courses/courses.errors';
import { postgresTimeZone } from '../postgres-time-zone';
import { RollupReader } from '../rollups/rollup-reader';
import type { Rollups } from '../rollups/rollups';
import type { Report, ReportRequest, ReportScope, ReportSource } from './report';
import { previousRange, reportRange } from './report-range';
import { ReportScopesRepository } from './report-scopes.repository';

/** Reads a report and what it is compared with, all of it as of one moment. */
@Injectable()
export class ReportReading {
  constructor(
    private readonly rollups: RollupReader,
    private readonly scopes: ReportScopesRepository,
  ) {}

  /**
   * @throws Invalid for a range that makes no sense.
   * @throws CourseNotFound
   */
  read<Figures, Details>(
    request: ReportRequest,
    source: ReportSource<Figures, Details>,
  ): Promise<Report<Figures, Details>> {
    return this.rollups.read(async (rollups) => {
      const scope = await this.scopeOf(request, rollups);
      const whole = await source.whole(rollups, scope);
      const range = previousRange(scope.range);
      return {
        ...scope,
        ...whole,
        previous: request.isCompared
          ? { range, figures: await source.figures(rollups, { ...scope, range }) }
          : null,
        timeZone: rollups.timeZone,
        asOf: rollups.asOf,
      };
    });
  }

  private async scopeOf(request: ReportRequest, rollups: Rollups): Promise<ReportScope> {
    const { courseId, days } = request;
    const { today } = rollups;
    // Who names the days and no course needs nothing from the database.
    if (courseId === null && days.from !== undefined) {
      return { range: reportRange(days, today, today), courseId };
    }
    const known = await this.scopes.known(postgresTimeZone(rollups.timeZone), courseId);
    const range = reportRange(days, today, known.firstDay ?? today);
    if (!known.isCourseKnown) throw new CourseNotFound();
    return { range, courseId };
  }
}
