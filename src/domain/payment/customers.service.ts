import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { StripeBilling } from '../../platform/stripe/stripe-billing';
import { StripeConnection } from '../../platform/stripe/stripe-connection';
import { UsersService } from '../users/users.service';
import { CustomersRepository } from './customers.repository';
import { InFlight } from './in-flight';

/** Everybody is one customer at Stripe at most. */
@Injectable()
export class Customers {
  private readonly making = new InFlight<string>();

  constructor(
    private readonly customers: CustomersRepository,
    private readonly connection: StripeConnection,
    private readonly stripe: StripeBilling,
    private readonly users: UsersService,
  ) {}

  /**
   * The actor's customer, made when there is none. However many ask at once, in however many
   * processes: the row's key makes it one at Stripe.
   *
   * @throws AccountGone
   * @throws DomainError of StripeConnection.call
   */
  async ensure(actor: Actor): Promise<string> {
    const { livemode } = this.connection.requireConfigured();
    const place = await this.customers.place(actor.userId, livemode);
    return place.customerId ?? this.make(actor, livemode, place.idempotencyKey);
  }

  /** The actor's customer; null for who never bought anything. */
  find(actor: Actor): Promise<string | null> {
    const { livemode } = this.connection.requireConfigured();
    return this.customers.find(actor.userId, livemode);
  }

  private make(actor: Actor, livemode: boolean, key: string): Promise<string> {
    return this.making.share(key, async () => {
      const { email } = await this.users.getSelf(actor);
      const id = await this.stripe.createCustomer(actor.userUuid, email, `customer-${key}`);
      return this.customers.fill(actor.userId, livemode, id);
    });
  }
}
