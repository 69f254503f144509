import { Body, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ReportMails } from '../../../domain/analytics/report-mails/report-mails.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController, LearningError } from '../learning.surface';
import {
  ChangeReportMailRequest,
  CreateReportMailRequest,
  ReportMailReply,
  toReportMail,
  toReportMailChanges,
  toReportMailWish,
} from './report-mails.dto';

@ApiTags('Analytics')
@PlatformAdminOnly()
@LearningController('admin/analytics/report-mails')
export class LearningReportMailsController {
  constructor(private readonly mails: ReportMails) {}

  @Get()
  @ApiOperation({ summary: 'List the reports that you get by mail' })
  @ApiOkResponse({ type: [ReportMailReply] })
  async list(@CurrentActor() actor: Actor): Promise<ReportMailReply[]> {
    return (await this.mails.list(actor)).map(toReportMail);
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Get a report by mail',
    description:
      'To the address of your account, for as long as you are a platform admin. Mails hold figures ' +
      'beside those of the period before, and name nobody; each period is mailed once. The first ' +
      'mail tells of the period that is going on.',
  })
  @ApiCreatedResponse({ type: ReportMailReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such course.' })
  @ApiConflictResponse({ type: LearningError, description: 'You get it as often already.' })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateReportMailRequest,
  ): Promise<ReportMailReply> {
    return toReportMail(await this.mails.create(actor, toReportMailWish(request)));
  }

  @Patch(':report_mail_id')
  @ApiOperation({ summary: 'Change how often a report is mailed, or pause it' })
  @ApiOkResponse({ type: ReportMailReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'You get no such mail.' })
  @ApiConflictResponse({ type: LearningError, description: 'You get it as often already.' })
  async change(
    @CurrentActor() actor: Actor,
    @IdParameter('report_mail_id') id: number,
    @Body() request: ChangeReportMailRequest,
  ): Promise<ReportMailReply> {
    return toReportMail(await this.mails.change(actor, id, toReportMailChanges(request)));
  }

  @Delete(':report_mail_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End mailing a report' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: LearningError, description: 'You get no such mail.' })
  async end(
    @CurrentActor() actor: Actor,
    @IdParameter('report_mail_id') id: number,
  ): Promise<void> {
    await this.mails.end(actor, id);
  }
}
