import { ApiProperty } from '@nestjs/swagger';
import { PLANS } from '../../../domain/entitlements/entitlement';
import type { Plan, PlanChanges, Price, PriceDraft } from '../../../domain/payment/catalogue';
import { PresentOrAbsent, TextField } from '../../http/fields';
import { IdListField } from '../../http/id-list-field';
import { IntegerField } from '../../http/value-fields';
import { PriceReply, toPrice } from './plans.dto';

/** A price of Stripe's to sell as part of a plan. */
export class AddPriceRequest {
  @TextField({ maximum: 200, example: 'price_1234567890', description: 'Its id at Stripe.' })
  price_id: string;

  @TextField({ maximum: 200, example: 'Premium Monthly', description: 'What people read.' })
  name: string;

  @PresentOrAbsent(false)
  @IdListField({ example: [1], description: 'Courses that it opens; they are sold from then on.' })
  @ApiProperty({ required: false })
  course_ids?: number[];
}

/** What to change of a plan; what is absent stays. */
export class UpdatePlanRequest {
  @TextField({ maximum: 100, example: 'Pro', optional: true })
  name?: string;

  @IntegerField({
    minimum: 1,
    example: 500_000,
    optional: true,
    nullable: true,
    description: 'Tokens of the model a day; null: the plan says nothing about them.',
  })
  ai_daily_tokens?: number | null;
}

/** A price, on sale or not. */
export class AdminPriceReply extends PriceReply {
  @ApiProperty({ example: false, description: 'Whether it moves real money.' })
  livemode: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  retired_at: string | null;
}

/** A plan with every price that it ever had. */
export class AdminPlanReply {
  @ApiProperty({ enum: [...PLANS], example: 'pro' })
  code: string;

  @ApiProperty({ example: 'Pro' })
  name: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 500_000 })
  ai_daily_tokens: number | null;

  @ApiProperty({ type: [AdminPriceReply] })
  prices: AdminPriceReply[];
}

/** Every plan, the least first. */
export class AdminPlansReply {
  @ApiProperty({ type: [AdminPlanReply] })
  plans: AdminPlanReply[];
}

/** The domain's words for a price to sell. */
export function toPriceDraft(request: AddPriceRequest): PriceDraft {
  return { id: request.price_id, name: request.name, courseIds: request.course_ids ?? [] };
}

/** The domain's words for what to change. */
export function toPlanChanges(request: UpdatePlanRequest): PlanChanges {
  return {
    ...(request.name === undefined ? {} : { name: request.name }),
    ...(request.ai_daily_tokens === undefined ? {} : { aiDailyTokens: request.ai_daily_tokens }),
  };
}

/** A price as admins see it. */
export function toAdminPrice(price: Price): AdminPriceReply {
  return {
    ...toPrice(price),
    livemode: price.livemode,
    created_at: price.createdAt.toISOString(),
    retired_at: price.retiredAt?.toISOString() ?? null,
  };
}

/** A plan as admins see it. */
export function toAdminPlan(plan: Plan): AdminPlanReply {
  return {
    code: plan.code,
    name: plan.name,
    ai_daily_tokens: plan.aiDailyTokens,
    prices: plan.prices.map(toAdminPrice),
  };
}
