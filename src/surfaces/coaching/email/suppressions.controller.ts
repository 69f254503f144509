import { Body, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Suppressions } from '../../../domain/email/suppressions.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { PageQuery, sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import {
  SuppressionReply,
  SuppressionsReply,
  SuppressRequest,
  toSuppression,
  toSuppressions,
} from './suppressions.dto';

@ApiTags('Email Services')
@PlatformAdminOnly()
@CoachingController('email/suppressions')
export class CoachingSuppressionsController {
  constructor(private readonly suppressions: Suppressions) {}

  @Get()
  @ApiOperation({ summary: 'List addresses that get no mail', description: 'The newest first.' })
  @ApiOkResponse({ type: SuppressionsReply })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<SuppressionsReply> {
    return toSuppressions(await this.suppressions.list(actor, sliceOf(query)), query);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Send no mail to an address any more' })
  @ApiOkResponse({ type: SuppressionReply })
  async add(
    @CurrentActor() actor: Actor,
    @Body() request: SuppressRequest,
  ): Promise<SuppressionReply> {
    return toSuppression(
      await this.suppressions.add(actor, request.email, request.reason ?? 'manual'),
    );
  }

  @Delete(':suppression_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Send mail to an address again' })
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @UuidParameter('suppression_id') id: string,
  ): Promise<void> {
    await this.suppressions.remove(actor, id);
  }
}
