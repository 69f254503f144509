import { Get, Query, type StreamableFile } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { StudentsAtRisk } from '../../../domain/analytics/at-risk/students-at-risk.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { LearningController, LearningError } from '../learning.surface';
import { AtRiskFilterQuery, AtRiskQuery, AtRiskReply, toAtRisk, toRiskFilter } from './at-risk.dto';
import { atRiskCsv } from './at-risk-csv';

@ApiTags('Analytics')
@PlatformAdminOnly()
@LearningController('admin/analytics')
export class LearningAtRiskController {
  constructor(private readonly students: StudentsAtRisk) {}

  @Get('at-risk')
  @ApiOperation({
    summary: 'List students who may be about to leave',
    description:
      'Students with an ACTIVE enrollment in an offering that is going on, and a reason: `inactivity`, ' +
      'nothing of their own in the course for `inactive_days` × 24 hours (since their last own event, ' +
      'the enrollment or the beginning of the offering, whichever was last); or `falling_scores`, the ' +
      'mean of the latest three scores that count (quizzes and labs of the course) at least 15 points ' +
      'below the mean of the three before; all six were handed in within 180 days, the last one in ' +
      'the last 180. Who has both comes first, then ' +
      'who was away longest, then whose scores fell most. Each reading is recorded.',
  })
  @ApiOkResponse({ type: AtRiskReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such course.' })
  async list(@CurrentActor() actor: Actor, @Query() query: AtRiskQuery): Promise<AtRiskReply> {
    const asOf = new Date();
    const filter = toRiskFilter(query);
    return toAtRisk(await this.students.list(actor, filter, asOf, query), filter, asOf);
  }

  @Get('at-risk.csv')
  @ApiOperation({
    summary: 'Download students who may be about to leave as CSV',
    description:
      'The same list, one row for each reason, the first 10,000 students. The reading is recorded.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'A CSV file.', schema: { type: 'string' } })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such course.' })
  async download(
    @CurrentActor() actor: Actor,
    @Query() query: AtRiskFilterQuery,
  ): Promise<StreamableFile> {
    return atRiskCsv(await this.students.export(actor, toRiskFilter(query), new Date()));
  }
}
