import { Body, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { PLANS } from '../../../domain/entitlements/entitlement';
import { Catalogue } from '../../../domain/payment/catalogue.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import {
  AddPriceRequest,
  AdminPlanReply,
  AdminPlansReply,
  AdminPriceReply,
  toAdminPlan,
  toAdminPrice,
  toPlanChanges,
  toPriceDraft,
  UpdatePlanRequest,
} from './admin-plans.dto';
import { StripeIdParameter } from './stripe-id';

const PLAN = PLANS[1];
const PRICE = 'price_1234567890';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/plans')
export class CoachingAdminPlansController {
  constructor(private readonly catalogue: Catalogue) {}

  @Get()
  @ApiOperation({ summary: 'List plans with every price that there ever was' })
  @ApiOkResponse({ type: AdminPlansReply })
  async list(@CurrentActor() actor: Actor): Promise<AdminPlansReply> {
    return { plans: (await this.catalogue.allPlans(actor)).map(toAdminPlan) };
  }

  @Patch(':code')
  @ApiOperation({ summary: 'Rename a plan, or set its AI tokens a day' })
  @ApiOkResponse({ type: AdminPlanReply })
  async update(
    @CurrentActor() actor: Actor,
    @StripeIdParameter('code', PLAN) code: string,
    @Body() request: UpdatePlanRequest,
  ): Promise<AdminPlanReply> {
    return toAdminPlan(await this.catalogue.updatePlan(actor, code, toPlanChanges(request)));
  }

  @Post(':code/prices')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sell a price of Stripe as part of a plan',
    description:
      'Amount, currency and interval are what Stripe says. Courses that it opens are sold from then on: who is not enrolled needs to have paid.',
  })
  @ApiOkResponse({ type: AdminPriceReply })
  @ApiUnprocessableEntityResponse({ type: CoachingError, description: 'It cannot be sold.' })
  async addPrice(
    @CurrentActor() actor: Actor,
    @StripeIdParameter('code', PLAN) code: string,
    @Body() request: AddPriceRequest,
  ): Promise<AdminPriceReply> {
    return toAdminPrice(await this.catalogue.addPrice(actor, code, toPriceDraft(request)));
  }

  @Delete(':code/prices/:price_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sell a price no longer',
    description: 'Who pays it already goes on.',
  })
  @ApiNoContentResponse()
  async retirePrice(
    @CurrentActor() actor: Actor,
    @StripeIdParameter('code', PLAN) code: string,
    @StripeIdParameter('price_id', PRICE) id: string,
  ): Promise<void> {
    await this.catalogue.retirePrice(actor, code, id);
  }
}
