import { Body, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { AccessLogService } from '../../../domain/privacy/access-log/access-log.service';
import { ErasuresService } from '../../../domain/privacy/erasure/erasures.service';
import { OwnErasure } from '../../../domain/privacy/erasure/own-erasure.service';
import { ExportDownloads } from '../../../domain/privacy/exports/export-downloads.service';
import { PrivacyOverviewService } from '../../../domain/privacy/privacy-overview.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { PageQuery, sliceOf } from '../page-query';
import { EraseRequest, ErasureReply, toErasure } from './erasure.dto';
import { toExport } from './exports.dto';
import { AccessLogReply, PrivacyReply, toAccessLog, toPrivacy } from './privacy.dto';

@ApiTags('Privacy')
@SignedIn()
@CoachingController('privacy')
export class CoachingPrivacyController {
  constructor(
    private readonly overview: PrivacyOverviewService,
    private readonly downloads: ExportDownloads,
    private readonly erasures: ErasuresService,
    private readonly ownErasure: OwnErasure,
    private readonly log: AccessLogService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'See how your data stands',
    description: 'Consents, copies, erasure, for how long things are kept, and what always stays.',
  })
  @ApiOkResponse({ type: PrivacyReply })
  async get(@CurrentActor() actor: Actor): Promise<PrivacyReply> {
    const overview = await this.overview.get(actor);
    const exports = overview.exports.map((one) => toExport(one, this.downloads.passFor(one)));
    return toPrivacy(overview, exports);
  }

  @Get('access-log')
  @ApiOperation({
    summary: 'See who read or changed your record',
    description: 'The newest first; without what you did yourself.',
  })
  @ApiOkResponse({ type: AccessLogReply })
  async accessLog(
    @CurrentActor() actor: Actor,
    @Query() query: PageQuery,
  ): Promise<AccessLogReply> {
    return toAccessLog(await this.log.list(actor, sliceOf(query)), query);
  }

  @Post('erasure')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Erase yourself',
    description:
      'Every sign-in ends now. Until due_at you can sign in again and call it off; then everything that is held on you is removed, except what the overview names.',
  })
  @ApiAcceptedResponse({ type: ErasureReply })
  async erase(@CurrentActor() actor: Actor, @Body() request: EraseRequest): Promise<ErasureReply> {
    return toErasure(await this.ownErasure.request(actor, request.password));
  }

  @Delete('erasure')
  @HttpCode(204)
  @ApiOperation({ summary: 'Call off your erasure' })
  @ApiNoContentResponse({ description: 'You stay.' })
  @ApiNotFoundResponse({ type: CoachingError, description: 'There is nothing to call off.' })
  async cancel(@CurrentActor() actor: Actor): Promise<void> {
    await this.erasures.cancel(actor);
  }
}
