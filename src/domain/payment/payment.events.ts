import { DomainEvent } from '../../platform/queue/domain-event';

/** Money came or went back, or a subscription changed; once for each real change. */
export class PaymentUpdated extends DomainEvent<{
  readonly userId: number | null;
  readonly kind: 'payment' | 'subscription';
  /** Of the payment, or of the subscription. */
  readonly id: string;
  /** Of a subscription Stripe's word; of a payment paid, partly_refunded or refunded. */
  readonly status: string;
}> {
  override readonly name = 'payment.updated';
}
