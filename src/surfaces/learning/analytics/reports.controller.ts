import { Get, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AssessmentReportService } from '../../../domain/analytics/reports/assessment-report.service';
import { CacheReportService } from '../../../domain/analytics/reports/cache-report.service';
import { CommunityReportService } from '../../../domain/analytics/reports/community-report.service';
import { EngagementReportService } from '../../../domain/analytics/reports/engagement-report.service';
import { OverviewReportService } from '../../../domain/analytics/reports/overview-report.service';
import { ProgressReportService } from '../../../domain/analytics/reports/progress-report.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { LearningController, LearningError } from '../learning.surface';
import { AssessmentReportReply, toAssessmentReport } from './assessments.dto';
import { CacheReportReply, toCacheReport } from './cache.dto';
import { CommunityReportReply, toCommunityReport } from './community.dto';
import { EngagementReportReply, toEngagementReport } from './engagement.dto';
import { OverviewReportReply, toOverviewReport } from './overview.dto';
import { ProgressReportReply, toProgressReport } from './progress-report.dto';
import { CourseReportQuery, ReportQuery, toReportRequest } from './report-query.dto';

const NoSuchCourse = (): MethodDecorator =>
  ApiNotFoundResponse({ type: LearningError, description: 'There is no such course.' });

@ApiTags('Analytics')
@PlatformAdminOnly()
@LearningController('admin/analytics')
export class LearningReportsController {
  constructor(
    private readonly overviews: OverviewReportService,
    private readonly engagements: EngagementReportService,
    private readonly progresses: ProgressReportService,
    private readonly assessed: AssessmentReportService,
    private readonly caches: CacheReportService,
    private readonly communities: CommunityReportService,
  ) {}

  @Get('overview')
  @ApiOperation({
    summary: 'Report on who registered and who is active',
    description:
      'Registered and active people, daily sign-ups and streaks. Somebody is active on a day on which they did at least one thing of their own: signed in or renewed that, learned, asked, handed in or wrote something.',
  })
  @ApiOkResponse({ type: OverviewReportReply })
  async overview(
    @CurrentActor() actor: Actor,
    @Query() query: ReportQuery,
  ): Promise<OverviewReportReply> {
    return toOverviewReport(await this.overviews.read(actor, toReportRequest(query)));
  }

  @Get('engagement')
  @ApiOperation({
    summary: 'Report on how long people learn and what they finish',
    description:
      'Time per topic, chat turns, sessions, and content that was started and completed.',
  })
  @ApiOkResponse({ type: EngagementReportReply })
  @NoSuchCourse()
  async engagement(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<EngagementReportReply> {
    return toEngagementReport(await this.engagements.read(actor, toReportRequest(query)));
  }

  @Get('progress')
  @ApiOperation({
    summary: 'Report on what people master and where they stop',
    description:
      'Mastered topics, courses completed and interrupted, enrolments by status and drop-off, in all and by course.',
  })
  @ApiOkResponse({ type: ProgressReportReply })
  @NoSuchCourse()
  async progress(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<ProgressReportReply> {
    return toProgressReport(await this.progresses.read(actor, toReportRequest(query)));
  }

  @Get('assessments')
  @ApiOperation({
    summary: 'Report on quizzes and labs',
    description: 'Attempts, passes and failures, and average scores, by the day of handing in.',
  })
  @ApiOkResponse({ type: AssessmentReportReply })
  @NoSuchCourse()
  async assessments(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<AssessmentReportReply> {
    return toAssessmentReport(await this.assessed.read(actor, toReportRequest(query)));
  }

  @Get('cache')
  @ApiOperation({
    summary: 'Report on the reply cache',
    description: 'Hits and misses, chats that left the cached ways, and what the cache saved.',
  })
  @ApiOkResponse({ type: CacheReportReply })
  @NoSuchCourse()
  async cache(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<CacheReportReply> {
    return toCacheReport(await this.caches.read(actor, toReportRequest(query)));
  }

  @Get('community')
  @ApiOperation({
    summary: 'Report on notes, flashcards, discussions and ratings',
    description: 'What was made in the range and is still there, and reviews of flashcards.',
  })
  @ApiOkResponse({ type: CommunityReportReply })
  @NoSuchCourse()
  async community(
    @CurrentActor() actor: Actor,
    @Query() query: CourseReportQuery,
  ): Promise<CommunityReportReply> {
    return toCommunityReport(await this.communities.read(actor, toReportRequest(query)));
  }
}
