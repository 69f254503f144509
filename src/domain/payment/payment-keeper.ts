import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import type { EntitlementTerms } from '../entitlements/entitlement';
import { Entitlements } from '../entitlements/entitlements.service';
import { CatalogueRepository } from './catalogue.repository';
import { CheckoutsRepository } from './checkouts.repository';
import { PaymentUpdated } from './payment.events';
import { PaymentsRepository, type ReadPayment } from './payments.repository';
import { termsOf } from './subscription';

/** Keeps a payment as it was read, with what it entitles to when it was made once, in one step. */
@Injectable()
export class PaymentKeeper {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentsRepository,
    private readonly checkouts: CheckoutsRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly entitlements: Entitlements,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param userId null for money of nobody known.
   * @param asOf the number of the reading.
   * @returns whether anything is different now.
   */
  async keep(userId: number | null, payment: ReadPayment, asOf: string): Promise<boolean> {
    const isChanged = await this.database.transaction(async () => {
      const kept = await this.payments.keep(userId, payment, asOf);
      if (kept === null) return false;
      await this.keepPurchase(payment);
      if (kept.isChanged) {
        const { id } = kept;
        await this.outbox.publish(
          new PaymentUpdated({ userId, kind: 'payment', id, status: statusOf(payment) }),
        );
      }
      return kept.isChanged;
    });
    if (userId !== null) this.entitlements.forget(userId);
    return isChanged;
  }

  /** What was paid once entitles without an end, until all of it went back. */
  private async keepPurchase(payment: ReadPayment): Promise<void> {
    const checkout = await this.checkouts.ofPayment(payment.providerRef);
    if (checkout === null || checkout.sessionId === null) return;
    const terms: EntitlementTerms[] =
      statusOf(payment) === 'refunded'
        ? []
        : termsOf(await this.catalogue.prices([checkout.priceId]), payment.paidAt, null);
    await this.entitlements.replace(checkout.userId, checkout.sessionId, terms);
  }
}

function statusOf({ amountCents, refundedCents }: ReadPayment): string {
  if (refundedCents === 0) return 'paid';
  return refundedCents < amountCents ? 'partly_refunded' : 'refunded';
}
