import { Injectable } from '@nestjs/common';
import { StripeBilling } from '../../platform/stripe/stripe-billing';
import { StripeConnection } from '../../platform/stripe/stripe-connection';
import { PaymentsNotConfigured } from '../../platform/stripe/stripe.errors';
import { Entitlements } from '../entitlements/entitlements.service';
import type {
  PersonalDataFile,
  PersonalDataHolder,
  PersonToErase,
} from '../privacy/personal-data-holder';
import { CustomersRepository } from './customers.repository';
import { PaymentRecords } from './payment-records';

/** What is held on a person about payments, here and at Stripe. */
@Injectable()
export class PaymentPersonalData implements PersonalDataHolder {
  readonly name = 'payments';

  constructor(
    private readonly customers: CustomersRepository,
    private readonly records: PaymentRecords,
    private readonly connection: StripeConnection,
    private readonly stripe: StripeBilling,
    private readonly entitlements: Entitlements,
  ) {}

  async *export(userId: number): AsyncIterable<PersonalDataFile> {
    const record = await this.records.of(userId);
    if (Object.values(record).every((list) => list.length === 0)) return;
    yield { path: 'payments/payments.json', content: JSON.stringify(record, null, 2) };
  }

  /**
   * Deletes the customer at Stripe, which ends their subscriptions there, then what leads to them
   * here. The amounts that were paid stay without the person: bookkeeping law keeps them.
   *
   * @throws PaymentsNotConfigured for a customer that only another key reaches.
   * @throws DomainError of StripeConnection.call
   */
  async erase({ id }: PersonToErase): Promise<void> {
    for (const customer of await this.customers.all(id)) {
      if (customer.livemode !== this.connection.livemode) throw new PaymentsNotConfigured();
      await this.stripe.deleteCustomer(customer.id);
    }
    await this.records.forget(id);
    await this.entitlements.endPaid(id);
  }
}
