import { applyDecorators, Get, Query, type StreamableFile } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { ReportTables } from '../../../domain/analytics/reports/report-tables.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { LearningController, LearningError } from '../learning.surface';
import { reportFile } from './report-file';
import { CourseReportQuery, ReportQuery, toReportRequest } from './report-query.dto';

const Download = (report: string): MethodDecorator =>
  applyDecorators(
    Get(`${report}.csv`),
    ApiOperation({
      summary: `Download the ${report} report as CSV`,
      description:
        'The figures of the report by the names of its fields, one row each. Where a field has several, `detail` says which: a day, a status, a bucket.',
    }),
    ApiProduces('text/csv'),
    ApiOkResponse({ description: 'A CSV file.', schema: { type: 'string' } }),
  );

const NoSuchCourse = (): MethodDecorator =>
  ApiNotFoundResponse({ type: LearningError, description: 'There is no such course.' });

@ApiTags('Analytics')
@PlatformAdminOnly()
@LearningController('admin/analytics')
export class LearningReportDownloadsController {
  constructor(private readonly tables: ReportTables) {}

  @Download('overview')
  async overview(
    @CurrentActor() actor: Actor,
    @Query() query: ReportQuery,
  ): Promise<StreamableFile> {
    return reportFile(await this.tables.read(actor, 'overview', toReportRequest(query)));
  }

  @Download('engagement')
  @NoSuchCourse()
  async engagement(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<StreamableFile> {
    return reportFile(await this.tables.read(actor, 'engagement', toReportRequest(query)));
  }

  @Download('progress')
  @NoSuchCourse()
  async progress(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<StreamableFile> {
    return reportFile(await this.tables.read(actor, 'progress', toReportRequest(query)));
  }

  @Download('assessments')
  @NoSuchCourse()
  async assessments(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<StreamableFile> {
    return reportFile(await this.tables.read(actor, 'assessments', toReportRequest(query)));
  }

  @Download('cache')
  @NoSuchCourse()
  async cache(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<StreamableFile> {
    return reportFile(await this.tables.read(actor, 'cache', toReportRequest(query)));
  }

  @Download('community')
  @NoSuchCourse()
  async community(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<StreamableFile> {
    return reportFile(await this.tables.read(actor, 'community', toReportRequest(query)));
  }
}
