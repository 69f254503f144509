import { ApiProperty } from '@nestjs/swagger';
import type { Subscription } from '../../../domain/payment/subscription';

/** A subscription of the caller's. */
export class SubscriptionReply {
  @ApiProperty({ example: 'sub_1234567890' })
  id: string;

  @ApiProperty({ example: 'active', description: "Stripe's word for its state." })
  status: string;

  @ApiProperty({ example: 'Premium Monthly' })
  plan: string;

  @ApiProperty({ format: 'date', example: '2025-02-15', description: 'The UTC day.' })
  current_period_end: string;

  @ApiProperty({ example: false })
  cancel_at_period_end: boolean;
}

/** Every subscription of the caller's, ended ones too. */
export class SubscriptionsReply {
  @ApiProperty({ type: [SubscriptionReply] })
  subscriptions: SubscriptionReply[];
}

/** A subscription as this contract shows it. */
export function toSubscriptionReply(subscription: Subscription): SubscriptionReply {
  return {
    id: subscription.id,
    status: subscription.status,
    plan: subscription.priceName ?? 'Other',
    current_period_end: subscription.currentPeriodEnd.toISOString().slice(0, 10),
    cancel_at_period_end: subscription.cancelAtPeriodEnd,
  };
}
