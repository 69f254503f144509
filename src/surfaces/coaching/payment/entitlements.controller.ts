import { Body, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EntitlementGrants } from '../../../domain/entitlements/entitlement-grants.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import {
  EntitlementReply,
  EntitlementsReply,
  GrantEntitlementRequest,
  toEntitlement,
  toTerms,
} from './entitlements.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/users/:user_id/entitlements')
export class CoachingEntitlementsController {
  constructor(private readonly grants: EntitlementGrants) {}

  @Get()
  @ApiOperation({ summary: 'List what a person may use', description: 'The newest first.' })
  @ApiOkResponse({ type: EntitlementsReply })
  async list(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') userId: string,
  ): Promise<EntitlementsReply> {
    return { entitlements: (await this.grants.list(actor, userId)).map(toEntitlement) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give a person something without a payment',
    description: 'Given twice, the later time counts.',
  })
  @ApiOkResponse({ type: EntitlementReply })
  async grant(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') userId: string,
    @Body() request: GrantEntitlementRequest,
  ): Promise<EntitlementReply> {
    return toEntitlement(await this.grants.grant(actor, userId, toTerms(request)));
  }

  @Delete(':entitlement_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take back what an admin gave' })
  @ApiNoContentResponse()
  async withdraw(
    @CurrentActor() actor: Actor,
    @UuidParameter('user_id') userId: string,
    @UuidParameter('entitlement_id') id: string,
  ): Promise<void> {
    await this.grants.withdraw(actor, userId, id);
  }
}
