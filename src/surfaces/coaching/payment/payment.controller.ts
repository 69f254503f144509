import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { BillingPortal } from '../../../domain/payment/billing-portal.service';
import { Catalogue } from '../../../domain/payment/catalogue.service';
import { CheckoutService } from '../../../domain/payment/checkout.service';
import { PaymentHistory } from '../../../domain/payment/payment-history.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { PageQuery, sliceOf } from '../page-query';
import {
  CheckoutReply,
  CreateCheckoutRequest,
  OpenPortalRequest,
  PaymentsReply,
  PortalReply,
  toCheckoutReply,
  toCheckoutRequest,
  toPayments,
} from './payment.dto';
import { PlansReply, toPlans } from './plans.dto';

const REFUSED = { type: CoachingError, description: 'The payment provider does not accept it.' };

@ApiTags('Payment Processing')
@SignedIn()
@CoachingController('payment')
export class CoachingPaymentController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly checkout: CheckoutService,
    private readonly portal: BillingPortal,
    private readonly history: PaymentHistory,
  ) {}

  @Get('plans')
  @ApiOperation({ summary: 'List what can be bought' })
  @ApiOkResponse({ type: PlansReply })
  async plans(): Promise<PlansReply> {
    return toPlans(await this.catalogue.plans());
  }

  @Post('create-checkout')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Open the page where a price is paid',
    description: 'Asked again within the hour it is the same page, until it was used.',
  })
  @ApiOkResponse({ type: CheckoutReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'Nothing is sold at this price.' })
  @ApiUnprocessableEntityResponse(REFUSED)
  async createCheckout(
    @CurrentActor() actor: Actor,
    @Body() request: CreateCheckoutRequest,
  ): Promise<CheckoutReply> {
    return toCheckoutReply(await this.checkout.open(actor, toCheckoutRequest(request)));
  }

  @Post('portal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open the page where cards, invoices and plans are looked after' })
  @ApiOkResponse({ type: PortalReply })
  @ApiUnprocessableEntityResponse(REFUSED)
  async openPortal(
    @CurrentActor() actor: Actor,
    @Body() request: OpenPortalRequest,
  ): Promise<PortalReply> {
    return { url: await this.portal.open(actor, request.return_url) };
  }

  @Get('history')
  @ApiOperation({ summary: 'List what you paid', description: 'The newest first.' })
  @ApiOkResponse({ type: PaymentsReply })
  async payments(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<PaymentsReply> {
    return toPayments(await this.history.listOwn(actor, sliceOf(query)), query);
  }
}
