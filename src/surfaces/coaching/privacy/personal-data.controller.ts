import { Delete, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ErasuresService } from '../../../domain/privacy/erasure/erasures.service';
import { DataExportsService } from '../../../domain/privacy/exports/data-exports.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import { ErasureReply, toErasure } from './erasure.dto';
import { RequestedExportReply, toRequestedExport } from './exports.dto';

@ApiTags('Privacy')
@PlatformAdminOnly()
@CoachingController('admin/users')
export class CoachingPersonalDataController {
  constructor(
    private readonly erasures: ErasuresService,
    private readonly exports: DataExportsService,
  ) {}

  @Delete(':user_id/personal-data')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Erase a person',
    description: 'Their sign-ins end now; the erasure itself begins at due_at.',
  })
  @ApiAcceptedResponse({ type: ErasureReply })
  async erase(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') userId: string,
  ): Promise<ErasureReply> {
    return toErasure(await this.erasures.requestFor(actor, userId));
  }

  @Delete(':user_id/personal-data/erasure')
  @HttpCode(204)
  @ApiOperation({ summary: "Call off a person's erasure" })
  @ApiNoContentResponse({ description: 'The person stays.' })
  async cancel(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') userId: string,
  ): Promise<void> {
    await this.erasures.cancelFor(actor, userId);
  }

  @Post(':user_id/personal-data/exports')
  @HttpCode(202)
  @ApiOperation({
    summary: "Ask for a copy of a person's data",
    description: 'The person gets the mail, and only the person can download it.',
  })
  @ApiAcceptedResponse({ type: RequestedExportReply })
  async export(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') userId: string,
  ): Promise<RequestedExportReply> {
    return toRequestedExport(await this.exports.requestFor(actor, userId));
  }
}
