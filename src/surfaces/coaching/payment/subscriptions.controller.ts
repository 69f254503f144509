import { Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { SubscriptionsService } from '../../../domain/payment/subscriptions.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { StripeIdParameter } from './stripe-id';
import { SubscriptionReply, SubscriptionsReply, toSubscriptionReply } from './subscriptions.dto';

const ID = 'subscription_id';
const EXAMPLE = 'sub_1234567890';
const REFUSED = { type: CoachingError, description: 'The payment provider does not accept it.' };

@ApiTags('Payment Processing')
@SignedIn()
@CoachingController('payment/subscriptions')
export class CoachingSubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  @Get()
  @ApiOperation({ summary: 'List your subscriptions', description: 'The newest first.' })
  @ApiOkResponse({ type: SubscriptionsReply })
  async list(@CurrentActor() actor: Actor): Promise<SubscriptionsReply> {
    const subscriptions = await this.subscriptions.listOwn(actor);
    return { subscriptions: subscriptions.map(toSubscriptionReply) };
  }

  @Post(':subscription_id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a subscription end with what is paid for' })
  @ApiOkResponse({ type: SubscriptionReply })
  @ApiUnprocessableEntityResponse(REFUSED)
  async cancel(
    @CurrentActor() actor: Actor,
    @StripeIdParameter(ID, EXAMPLE) id: string,
  ): Promise<SubscriptionReply> {
    return toSubscriptionReply(await this.subscriptions.cancel(actor, id));
  }

  @Post(':subscription_id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a subscription that would end go on' })
  @ApiOkResponse({ type: SubscriptionReply })
  @ApiUnprocessableEntityResponse(REFUSED)
  async resume(
    @CurrentActor() actor: Actor,
    @StripeIdParameter(ID, EXAMPLE) id: string,
  ): Promise<SubscriptionReply> {
    return toSubscriptionReply(await this.subscriptions.resume(actor, id));
  }
}
