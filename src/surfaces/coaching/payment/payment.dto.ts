import { ApiProperty } from '@nestjs/swagger';
import type { CheckoutPage, CheckoutRequest } from '../../../domain/payment/checkout.service';
import type { Payment } from '../../../domain/payment/payments.repository';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import type { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { ReturnUrlField } from './return-url-field';

/** What to buy, and where to come back to. */
export class CreateCheckoutRequest {
  @TextField({ maximum: 200, example: 'price_1234567890', description: 'Of GET /payment/plans.' })
  price_id: string;

  @ReturnUrlField('https://app.ivylevel.com/payment/success')
  success_url: string;

  @ReturnUrlField('https://app.ivylevel.com/payment/cancel')
  cancel_url: string;
}

/** The page where to pay. */
export class CheckoutReply {
  @ApiProperty({ example: 'https://checkout.stripe.com/pay/cs_1234567890' })
  checkout_url: string;

  @ApiProperty({ example: 'cs_1234567890' })
  session_id: string;
}

/** Where to come back to from the billing portal. */
export class OpenPortalRequest {
  @ReturnUrlField('https://app.ivylevel.com/account')
  return_url: string;
}

/** The page where cards, invoices and plans are looked after. */
export class PortalReply {
  @ApiProperty({ example: 'https://billing.stripe.com/p/session/test_1234567890' })
  url: string;
}

/** Something that was paid. */
export class PaymentReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ type: 'integer', example: 2900, description: 'In cents of the currency.' })
  amount_cents: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'What of it went back, in cents.' })
  refunded_cents: number;

  @ApiProperty({ example: 'usd' })
  currency: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  paid_at: string;
}

/** A page of what was paid. */
export class PaymentsReply extends PageReply {
  @ApiProperty({ type: [PaymentReply] })
  payments: PaymentReply[];
}

/** The domain's words for what to buy. */
export function toCheckoutRequest(request: CreateCheckoutRequest): CheckoutRequest {
  return {
    priceId: request.price_id,
    successUrl: request.success_url,
    cancelUrl: request.cancel_url,
  };
}

/** The page where to pay as this contract shows it. */
export function toCheckoutReply({ sessionId, url }: CheckoutPage): CheckoutReply {
  return { checkout_url: url, session_id: sessionId };
}

/** A page of payments as this contract shows it. */
export function toPayments(payments: Page<Payment>, query: PageQuery): PaymentsReply {
  return {
    payments: payments.items.map((payment) => ({
      id: payment.id,
      amount_cents: payment.amountCents,
      refunded_cents: payment.refundedCents,
      currency: payment.currency,
      paid_at: payment.paidAt.toISOString(),
    })),
    total: payments.total,
    page: query.page,
    per_page: query.per_page,
  };
}
