import { Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { RetentionService } from '../../../domain/analytics/retention/retention.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { LearningController } from '../learning.surface';
import { RetentionQuery, RetentionReply, toRetention, toRetentionRequest } from './retention.dto';
import { retentionCsv } from './retention-csv';

@ApiTags('Analytics')
@PlatformAdminOnly()
@LearningController('admin/analytics')
export class LearningRetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get('retention')
  @ApiOperation({
    summary: 'Get retention by weeks of sign-up',
    description:
      'A cohort is everybody who signed up in one ISO week; retained in the week k after it are ' +
      'those with at least one own event (a sign-in or its renewal included) in that week. The week ' +
      'that is going on is counted as far as it went.',
  })
  @ApiOkResponse({ type: RetentionReply })
  async get(@CurrentActor() actor: Actor, @Query() query: RetentionQuery): Promise<RetentionReply> {
    return toRetention(await this.retention.read(actor, toRetentionRequest(query)));
  }

  @Get('retention.csv')
  @ApiOperation({
    summary: 'Download retention by weeks of sign-up as CSV',
    description: 'One row for each week of each cohort.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'A CSV file.', schema: { type: 'string' } })
  async download(
    @CurrentActor() actor: Actor,
    @Query() query: RetentionQuery,
  ): Promise<StreamableFile> {
    return retentionCsv(await this.retention.read(actor, toRetentionRequest(query)));
  }
}
