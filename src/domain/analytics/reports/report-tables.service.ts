import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { AssessmentReportService } from './assessment-report.service';
import { CacheReportService } from './cache-report.service';
import { CommunityReportService } from './community-report.service';
import { EngagementReportService } from './engagement-report.service';
import { OverviewReportService } from './overview-report.service';
import { ProgressReportService } from './progress-report.service';
import type { Report, ReportRequest } from './report';
import { detailRows, figureRows, overviewRows, progressRows, type ReportRow } from './report-table';

/** Every report there is. */
export const REPORT_NAMES = [
  'overview',
  'engagement',
  'progress',
  'assessments',
  'cache',
  'community',
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

/** A report in rows, one figure each. */
export interface ReportTable extends Omit<
  Report<unknown, unknown>,
  'figures' | 'details' | 'previous'
> {
  readonly name: ReportName;
  readonly rows: readonly ReportRow[];
}

/** Reports as tables, for files and mails. */
@Injectable()
export class ReportTables {
  constructor(
    private readonly overview: OverviewReportService,
    private readonly engagement: EngagementReportService,
    private readonly progress: ProgressReportService,
    private readonly assessments: AssessmentReportService,
    private readonly cache: CacheReportService,
    private readonly community: CommunityReportService,
  ) {}

  /**
   * @param request its course counts for nothing in the overview.
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a range that makes no sense.
   * @throws CourseNotFound
   */
  async read(actor: Actor, name: ReportName, request: ReportRequest): Promise<ReportTable> {
    const { report, rows } = await this.rowsOf(actor, name, request);
    const { range, courseId, timeZone, asOf } = report;
    return { name, rows, range, courseId, timeZone, asOf };
  }

  private async rowsOf(
    actor: Actor,
    name: ReportName,
    request: ReportRequest,
  ): Promise<{ report: Report<unknown, unknown>; rows: ReportRow[] }> {
    if (name === 'overview') {
      const report = await this.overview.read(actor, request);
      return { report, rows: overviewRows(report) };
    }
    if (name === 'progress') {
      const report = await this.progress.read(actor, request);
      return { report, rows: progressRows(report) };
    }
    if (name === 'cache') {
      const report = await this.cache.read(actor, request);
      const { totalCachedNodes, totalHitsServed } = report.details;
      const details = detailRows({ totalCachedNodes, totalHitsServed }, report.range);
      return { report, rows: [...figureRows(report), ...details] };
    }
    const report = await this[name].read(actor, request);
    return { report, rows: figureRows<object, null>(report) };
  }
}
