import { ApiProperty } from '@nestjs/swagger';
import { PLANS } from '../../../domain/entitlements/entitlement';
import { INTERVALS, type Plan, type Price } from '../../../domain/payment/catalogue';

/** A price that can be paid. */
export class PriceReply {
  @ApiProperty({ example: 'price_1234567890' })
  price_id: string;

  @ApiProperty({ example: 'Premium Monthly' })
  name: string;

  @ApiProperty({ type: 'integer', example: 2900, description: 'In cents of the currency.' })
  amount_cents: number;

  @ApiProperty({ example: 'usd' })
  currency: string;

  @ApiProperty({ enum: [...INTERVALS], example: 'month' })
  interval: string;

  @ApiProperty({ type: 'integer', example: 1, description: 'So many intervals a payment.' })
  interval_count: number;

  @ApiProperty({
    type: 'array',
    items: { type: 'integer' },
    example: [1],
    description: 'Courses that it opens.',
  })
  course_ids: number[];
}

/** A plan and what it costs. */
export class PlanReply {
  @ApiProperty({ enum: [...PLANS], example: 'pro' })
  code: string;

  @ApiProperty({ example: 'Pro' })
  name: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 500_000,
    description: 'Tokens of the model a day; null where the plan says nothing about them.',
  })
  ai_daily_tokens: number | null;

  @ApiProperty({ type: [PriceReply] })
  prices: PriceReply[];
}

/** Every plan, the least first. */
export class PlansReply {
  @ApiProperty({ type: [PlanReply] })
  plans: PlanReply[];
}

/** A price as this contract shows it. */
export function toPrice(price: Price): PriceReply {
  return {
    price_id: price.id,
    name: price.name,
    amount_cents: price.amountCents,
    currency: price.currency,
    interval: price.interval,
    interval_count: price.intervalCount,
    course_ids: [...price.courseIds],
  };
}

/** Plans as this contract shows them. */
export function toPlans(plans: readonly Plan[]): PlansReply {
  return {
    plans: plans.map((plan) => ({
      code: plan.code,
      name: plan.name,
      ai_daily_tokens: plan.aiDailyTokens,
      prices: plan.prices.map(toPrice),
    })),
  };
}
