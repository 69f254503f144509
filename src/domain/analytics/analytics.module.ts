import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { CoursesModule } from '../courses/courses.module';
import { EmailModule } from '../email/email.module';
import { SettingsModule } from '../settings/settings.module';
import { ActivityBackfill } from './activity/activity-backfill';
import { ActivityCollector } from './activity/activity-collector';
import { ActivityLog } from './activity/activity-log';
import { ActivityLogRepository } from './activity/activity-log.repository';
import { ActivityPartitions } from './activity/activity-partitions';
import { ActivitySink } from './activity/activity-sink.service';
import { CollectedRowsRepository } from './activity/collected-rows.repository';
import { CollectionMarksRepository } from './activity/collection-marks.repository';
import { EarlierRowsRepository } from './activity/earlier-rows.repository';
import { ScoreTrendsRepository } from './at-risk/score-trends.repository';
import { ScoreTrends } from './at-risk/score-trends.service';
import { StudentsAtRiskRepository } from './at-risk/students-at-risk.repository';
import { StudentsAtRisk } from './at-risk/students-at-risk.service';
import { CoachingOverviewRepository } from './coaching-overview.repository';
import { CoachingOverviewService } from './coaching-overview.service';
import { ActivityImportService } from './import/activity-import.service';
import { ActivityReferencesRepository } from './import/activity-references.repository';
import { ReportMailQueueing } from './report-mails/report-mail-queueing.service';
import { ReportMailsRepository } from './report-mails/report-mails.repository';
import { ReportMails } from './report-mails/report-mails.service';
import { ReportingTimeZone } from './reporting-time-zone';
import { AssessmentReportService } from './reports/assessment-report.service';
import { CacheReportService } from './reports/cache-report.service';
import { CommunityCountsRepository } from './reports/community-counts.repository';
import { CommunityReportService } from './reports/community-report.service';
import { EngagementReportService } from './reports/engagement-report.service';
import { EnrollmentCountsRepository } from './reports/enrollment-counts.repository';
import { OverviewReportService } from './reports/overview-report.service';
import { ProgressReportService } from './reports/progress-report.service';
import { ReplyNodesRepository } from './reports/reply-nodes.repository';
import { ReportReading } from './reports/report-reading';
import { ReportScopesRepository } from './reports/report-scopes.repository';
import { ReportTables } from './reports/report-tables.service';
import { UserCountsRepository } from './reports/user-counts.repository';
import { CohortSizesRepository } from './retention/cohort-sizes.repository';
import { RetentionService } from './retention/retention.service';
import { RollupBacklogRepository } from './rollups/rollup-backlog.repository';
import { RollupFiguresRepository } from './rollups/rollup-figures.repository';
import { RollupReader } from './rollups/rollup-reader';
import { RollupRebuild } from './rollups/rollup-rebuild';
import { RollupSettling } from './rollups/rollup-settling';
import { RollupStepsRepository } from './rollups/rollup-steps.repository';
import { RollupTailRepository } from './rollups/rollup-tail.repository';

/** Figures about everybody for those who run the installation. No feature depends on it. */
@Module({
  imports: [AuditModule, CoursesModule, EmailModule, SettingsModule],
  providers: [
    ActivityBackfill,
    ActivityCollector,
    ActivityImportService,
    ActivityLog,
    ActivityLogRepository,
    ActivityReferencesRepository,
    ActivityPartitions,
    ActivitySink,
    AssessmentReportService,
    CacheReportService,
    CoachingOverviewRepository,
    CoachingOverviewService,
    CohortSizesRepository,
    CollectedRowsRepository,
    CollectionMarksRepository,
    CommunityCountsRepository,
    CommunityReportService,
    EarlierRowsRepository,
    EngagementReportService,
    EnrollmentCountsRepository,
    OverviewReportService,
    ProgressReportService,
    ReplyNodesRepository,
    ReportMailQueueing,
    ReportMails,
    ReportMailsRepository,
    ReportReading,
    ReportScopesRepository,
    ReportTables,
    ReportingTimeZone,
    RetentionService,
    RollupBacklogRepository,
    RollupFiguresRepository,
    RollupReader,
    RollupRebuild,
    RollupSettling,
    RollupStepsRepository,
    RollupTailRepository,
    ScoreTrends,
    ScoreTrendsRepository,
    StudentsAtRisk,
    StudentsAtRiskRepository,
    UserCountsRepository,
  ],
  exports: [
    ActivityLog,
    AssessmentReportService,
    CacheReportService,
    CoachingOverviewService,
    CommunityReportService,
    EngagementReportService,
    OverviewReportService,
    ProgressReportService,
    ReportMails,
    ReportTables,
    RetentionService,
    StudentsAtRisk,
  ],
})
export class AnalyticsModule {}
