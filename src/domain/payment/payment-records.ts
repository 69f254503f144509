import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { CheckoutsRepository } from './checkouts.repository';
import { CustomersRepository } from './customers.repository';
import { type Payment, PaymentsRepository } from './payments.repository';
import type { Subscription } from './subscription';
import { SubscriptionsRepository } from './subscriptions.repository';

/** Everything about one person's payments that lies in our tables. */
@Injectable()
export class PaymentRecords {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly checkouts: CheckoutsRepository,
    private readonly customers: CustomersRepository,
  ) {}

  async of(userId: number): Promise<{
    readonly payments: readonly Payment[];
    readonly subscriptions: readonly Subscription[];
    readonly customers: readonly { readonly id: string }[];
  }> {
    return {
      payments: await this.payments.allOf(userId),
      subscriptions: await this.subscriptions.listOf(userId),
      customers: await this.customers.all(userId),
    };
  }

  /** Leaves the amounts of payments and nothing that leads to the person. */
  forget(userId: number): Promise<void> {
    return this.database.transaction(async () => {
      await this.customers.forgetUser(userId);
      await this.checkouts.deleteOf(userId);
      await this.subscriptions.deleteOf(userId);
      await this.payments.forgetPerson(userId);
    });
  }
}
