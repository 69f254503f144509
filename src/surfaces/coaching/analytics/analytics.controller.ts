import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CoachingOverviewService } from '../../../domain/analytics/coaching-overview.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AnalyticsQuery, AnalyticsReply, toAnalytics } from './analytics.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/analytics')
export class CoachingAnalyticsController {
  constructor(private readonly overview: CoachingOverviewService) {}

  @Get()
  @ApiOperation({
    summary: 'Get overview and trends',
    description:
      'Computed at the call. Months begin and end in the reporting time zone of the general ' +
      'settings; the last one is the month that is going on.',
  })
  @ApiOkResponse({ type: AnalyticsReply })
  async get(@CurrentActor() actor: Actor, @Query() query: AnalyticsQuery): Promise<AnalyticsReply> {
    return toAnalytics(await this.overview.at(actor, new Date(), query.months));
  }
}
