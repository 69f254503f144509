import { eventually } from './eventually';
import { seededNumbers } from './fuzz/seeded-choice';
import type { StripeObject } from './stripe-fixtures';
import { signed, StripeServer } from './stripe-server';
import { testApp, type TestApp } from './test-app';
import { keepEvents } from './told-events';

/** The ids of what is sold. */
export const PRICES = ['price_month', 'price_school'];
/** How many people subscribe before anything else happens. */
export const BUYERS = 40;
/** When a test gives up waiting. */
export const DEADLINE_MS = 240_000;

/** What lies in the tables in the end, without what differs between two installations. */
interface Held {
  readonly subscriptions: unknown[];
  readonly payments: unknown[];
  readonly entitlements: unknown[];
}

/** Somebody who pays. */
interface Buyer {
  readonly id: number;
  readonly uuid: string;
  readonly customer: string;
}

/** Whole numbers below a limit, the same ones for the same seed. */
export function seededPlaces(seed: string): (limit: number) => number {
  const next = seededNumbers(seed);
  return (limit) => Math.floor(next() * limit);
}

/** One installation with its own Stripe, in which always the same things happen. */
export class Town {
  buyers: Buyer[] = [];
  readonly random = seededPlaces('a town');
  private readonly subscriptions: string[] = [];

  private constructor(
    readonly stripe: StripeServer,
    readonly app: TestApp,
  ) {}

  static async open(): Promise<Town> {
    const stripe = await StripeServer.start();
    const town = new Town(stripe, await testApp({ environment: stripe.environment }));
    await keepEvents(town.app);
    for (const [place, id] of PRICES.entries()) {
      stripe.account.addPrice(id, { unit_amount: 1_000 * (place + 1) });
      await town.app.database.query(
        `INSERT INTO prices (id, plan_code, name, amount_cents, currency, interval, interval_count,
                             livemode)
         VALUES ($1, $2, $1, $3, 'usd', 'month', 1, false)`,
        [id, ['pro', 'enterprise'][place], 1_000 * (place + 1)],
      );
    }
    return town;
  }

  /** A person who is a customer at Stripe. */
  async settle(): Promise<Buyer> {
    const name = `buyer-${this.buyers.length}`;
    const [user] = await this.app.database.query<{ id: number; uuid: string }>(
      `INSERT INTO users (email, username, full_name, password_hash)
       VALUES ($1 || '@example.com', $1, $1, '') RETURNING id, uuid`,
      [name],
    );
    if (user === undefined) throw new Error('Nobody settled.');
    const { id: customer } = this.stripe.account.addCustomer();
    await this.app.database.query(
      `INSERT INTO stripe_customers (user_id, livemode, customer_id) VALUES ($1, false, $2)`,
      [user.id, customer],
    );
    const buyer = { ...user, customer };
    this.buyers.push(buyer);
    return buyer;
  }

  /** The next thing that happens, and what Stripe says about it. */
  happen(): StripeObject[] {
    const { account } = this.stripe;
    const chosen = this.subscriptions[this.random(this.subscriptions.length || 1)];
    const step = this.subscriptions.length < BUYERS ? 0 : 1 + this.random(5);
    if (step === 0 || chosen === undefined) {
      const { customer } = this.buyers[this.subscriptions.length] as Buyer;
      const { id } = account.subscribe(customer, PRICES[this.random(2)] as string);
      this.subscriptions.push(id);
      return [this.news('customer.subscription.created', id), this.newsOfInvoice(id)];
    }
    switch (step) {
      case 1:
        account.fail(chosen);
        return [this.news('customer.subscription.updated', chosen)];
      case 2: {
        const refund = account.refund(account.intentOf(chosen), 10);
        const charge = refund['charge'] as string;
        return [this.news('charge.refunded', charge), this.news('refund.created', refund.id)];
      }
      case 3:
        account.change(chosen, { cancel_at_period_end: this.random(2) === 0 });
        return [this.news('customer.subscription.updated', chosen)];
      default:
        account.renew(chosen);
        return [this.news('customer.subscription.updated', chosen), this.newsOfInvoice(chosen)];
    }
  }

  news(type: string, id: string): StripeObject {
    return this.stripe.account.event(type, this.stripe.account.get(id));
  }

  newsOfInvoice(subscriptionId: string): StripeObject {
    const { latest_invoice: invoice } = this.stripe.account.get(subscriptionId);
    return this.news('invoice.paid', invoice as string);
  }

  async deliver(event: StripeObject): Promise<number> {
    const { body, headers } = signed(event);
    return (await this.app.root.raw('POST', '/webhooks/stripe', body, { headers })).status;
  }

  async settled(): Promise<void> {
    await eventually(
      () =>
        this.app.database.query<{ open: number }>(
          `SELECT count(*)::int AS open FROM stripe_events WHERE status = 'pending'`,
        ),
      ([row]) => row?.open === 0,
      DEADLINE_MS,
    );
  }

  async held(): Promise<Held> {
    const { query } = this.app.database;
    const places = this.buyers.map(({ id }) => id);
    return {
      subscriptions: await query(
        `SELECT id, array_position($1::int[], user_id) AS buyer, status, price_ids,
                cancel_at_period_end, current_period_end - started_at AS length
         FROM subscriptions ORDER BY id`,
        [places],
      ),
      payments: await query(
        `SELECT provider_ref, array_position($1::int[], user_id) AS buyer, amount_cents,
                refunded_cents, currency FROM payments ORDER BY provider_ref`,
        [places],
      ),
      entitlements: await query(
        `SELECT array_position($1::int[], user_id) AS buyer, kind, value, source,
                valid_until - valid_from AS length FROM entitlements ORDER BY 1, 2, 3, 4`,
        [places],
      ),
    };
  }

  async close(): Promise<void> {
    await this.app.stop();
    await this.stripe.stop();
  }
}
