import { Body, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DiscussionReportsService } from '../../../domain/community/discussion-reports.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  OwnReportReply,
  ReportReply,
  ReportRequest,
  ReportsQuery,
  ResolveReportRequest,
  toOwnReport,
  toReport,
  toResolution,
} from './reports.dto';

@ApiTags('Discussions')
@LearningController('discussions')
export class LearningDiscussionReportsController {
  constructor(private readonly reports: DiscussionReportsService) {}

  @SignedIn()
  @Post('posts/:post_id/report')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Report a post',
    description: 'Once a person. Those who look after the course get to see it.',
  })
  @ApiCreatedResponse({ type: OwnReportReply })
  async reportPost(
    @CurrentActor() actor: Actor,
    @IdParameter('post_id') id: number,
    @Body() request: ReportRequest,
  ): Promise<OwnReportReply> {
    return toOwnReport(await this.reports.reportPost(actor, id, request.reason));
  }

  @SignedIn()
  @Post(':thread_id/report')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Report what a discussion was opened with',
    description: 'Once a person. Those who look after the course get to see it.',
  })
  @ApiCreatedResponse({ type: OwnReportReply })
  async reportThread(
    @CurrentActor() actor: Actor,
    @IdParameter('thread_id') id: number,
    @Body() request: ReportRequest,
  ): Promise<OwnReportReply> {
    return toOwnReport(await this.reports.reportThread(actor, id, request.reason));
  }

  @InstructorOrAbove()
  @Get('reports')
  @ApiOperation({
    summary: 'List reports about discussions',
    description:
      'Of the courses that you look after, the newest first. Each list leaves a trace in the audit trail.',
  })
  @ApiOkResponse({ type: [ReportReply] })
  async list(@CurrentActor() actor: Actor, @Query() query: ReportsQuery): Promise<ReportReply[]> {
    return (await this.reports.list(actor, query.status ?? null, query)).map(toReport);
  }

  @InstructorOrAbove()
  @Patch('reports/:report_id')
  @ApiOperation({ summary: 'Say what became of a report' })
  @ApiOkResponse({ type: ReportReply })
  async resolve(
    @CurrentActor() actor: Actor,
    @IdParameter('report_id') id: number,
    @Body() request: ResolveReportRequest,
  ): Promise<ReportReply> {
    return toReport(await this.reports.resolve(actor, id, toResolution(request)));
  }
}
