import { Body, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { LedgerChecks } from '../../../domain/points/checks/ledger-checks.service';
import { PointsAdjustments } from '../../../domain/points/points-adjustments.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import {
  AdjustmentReply,
  AdjustPointsRequest,
  PointsAuditReply,
  toAdjusted,
  toAdjustment,
  toPointsAudit,
} from './points.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/points')
export class CoachingAdminPointsController {
  constructor(
    private readonly adjustments: PointsAdjustments,
    private readonly checks: LedgerChecks,
  ) {}

  @Post('adjustments')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Grant points, or take them back',
    description: 'Always a new transfer: nothing in the ledger is edited.',
  })
  @ApiOkResponse({ type: AdjustmentReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'There is nobody with this id.' })
  @ApiUnprocessableEntityResponse({
    type: CoachingError,
    description: 'The person can use fewer points than are taken back.',
  })
  async adjust(
    @CurrentActor() actor: Actor,
    @Body() request: AdjustPointsRequest,
  ): Promise<AdjustmentReply> {
    return toAdjusted(await this.adjustments.adjust(actor, toAdjustment(request)));
  }

  @Get('audit')
  @ApiOperation({
    summary: 'See what the nightly comparison of the ledger found',
    description: 'Differences are told and never mended in silence.',
  })
  @ApiOkResponse({ type: PointsAuditReply })
  async audit(@CurrentActor() actor: Actor): Promise<PointsAuditReply> {
    return toPointsAudit(await this.checks.latest(actor));
  }
}
