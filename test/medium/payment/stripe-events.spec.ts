import { PaymentPersonalData } from '../../../src/domain/payment/payment-personal-data';
import { PaymentReadings } from '../../../src/domain/payment/payment-readings.repository';
import { PaymentSync } from '../../../src/domain/payment/payment-sync.service';
import { StripeRecords } from '../../../src/platform/stripe/stripe-records';
import { eventually } from '../../support/eventually';
import type { StripeObject } from '../../support/stripe-fixtures';
import { signed } from '../../support/stripe-server';
import { BUYERS, DEADLINE_MS, PRICES, seededPlaces, Town } from '../../support/stripe-town';
import { allEventsLeft } from '../../support/told-notifications';

const EVENTS = 1_000;
const DELIVERIES = 5;
const SIGNATURE_SECONDS = 300;

describe('Events of Stripe', () => {
  let ordered: Town;
  let shuffled: Town;

  beforeAll(async () => {
    ordered = await Town.open();
    shuffled = await Town.open();
    for (let place = 0; place < BUYERS; place += 1) {
      await ordered.settle();
      await shuffled.settle();
    }
  }, DEADLINE_MS);
  afterAll(async () => {
    await ordered.close();
    await shuffled.close();
  });

  const send = (body: string, headers: Record<string, string>) =>
    shuffled.app.root.raw('POST', '/webhooks/stripe', body, { headers });

  it(
    'end in the same state, each with one effect, five times each in any order',
    async () => {
      let sent = 0;
      while (sent < EVENTS) {
        for (const event of ordered.happen()) {
          expect(await ordered.deliver(event)).toBe(200);
          sent += 1;
        }
      }
      await ordered.settled();

      const shuffle = seededPlaces('a shuffle');
      const waiting: StripeObject[] = [];
      const deliverOne = async (): Promise<void> => {
        const place = shuffle(waiting.length);
        const [event] = waiting.splice(place, 1, waiting.at(-1) as StripeObject);
        waiting.pop();
        expect(await shuffled.deliver(event as StripeObject)).toBe(200);
      };
      let told = 0;
      while (told < EVENTS) {
        for (const event of shuffled.happen()) {
          waiting.push(...Array.from({ length: DELIVERIES }, () => event));
          told += 1;
        }
        for (let time = 0; time < 4; time += 1) await deliverOne();
      }
      while (waiting.length > 0) await deliverOne();
      await shuffled.settled();

      const held = await shuffled.held();
      expect(held).toEqual(await ordered.held());
      expect(held.subscriptions).toHaveLength(BUYERS);
      const { query } = shuffled.app.database;
      const [events] = await query(
        `SELECT count(*)::int AS all, count(*) FILTER (WHERE status = 'handled')::int AS handled
         FROM stripe_events`,
      );
      expect(events).toEqual({ all: told, handled: told });
      const invoices = shuffled.stripe.account.all('invoice');
      expect(held.payments).toHaveLength(invoices.length);
      const [sums] = await query<{ refunded: number }>(
        `SELECT sum(refunded_cents)::int AS refunded FROM payments`,
      );
      const refunds = shuffled.stripe.account.all('refund');
      expect(sums?.refunded).toBe(refunds.length * 10);
      const news = await query<{ id: string; status: string }>(
        `SELECT payload->>'id' AS id, payload->>'status' AS status FROM told_events
         WHERE name = 'payment.updated' AND payload->>'kind' = 'payment'`,
      );
      expect(new Set(news.map(({ id }) => id)).size).toBe(invoices.length);
      expect(news.length).toBeLessThanOrEqual(invoices.length + refunds.length);
    },
    DEADLINE_MS + 120_000,
  );

  it('change nothing when they come again after days', async () => {
    const before = await shuffled.held();
    const [known] = await shuffled.app.database.query<{ id: string }>(
      `SELECT id FROM stripe_events WHERE type = 'customer.subscription.created' LIMIT 1`,
    );
    const subscription = shuffled.stripe.account.all('subscription').at(-1) as StripeObject;
    const old = { created: Math.floor(Date.now() / 1_000) - 5 * 86_400 };
    const outdated = { ...subscription, status: 'incomplete' };
    const event = shuffled.stripe.account.event('customer.subscription.updated', outdated, old);
    expect(await shuffled.deliver({ ...event, id: known?.id as string })).toBe(200);
    await allEventsLeft(shuffled.app);
    const told = await shuffled.app.database.query(`SELECT 1 FROM told_events`);
    expect(await shuffled.deliver(event)).toBe(200);
    await shuffled.settled();
    expect(await shuffled.held()).toEqual(before);
    await allEventsLeft(shuffled.app);
    const toldThen = await shuffled.app.database.query(`SELECT 1 FROM told_events`);
    expect(toldThen).toHaveLength(told.length);
  });

  describe('are taken only as Stripe signed them', () => {
    let event: StripeObject;

    beforeEach(() => {
      const subscription = shuffled.stripe.account.all('subscription').at(-1) as StripeObject;
      event = shuffled.stripe.account.event('customer.subscription.updated', subscription);
    });

    const seconds = (more: number): number => Math.floor(Date.now() / 1_000) + more;

    it('in the last five minutes, give or take', async () => {
      for (const away of [-SIGNATURE_SECONDS + 30, SIGNATURE_SECONDS - 30]) {
        const { body, headers } = signed(event, { timestamp: seconds(away) });
        expect((await send(body, headers)).status).toBe(200);
      }
    });

    it.each([
      ['without a signature', () => ({ ...signed(event), headers: {} })],
      ['by somebody else', () => signed(event, { secret: 'whsec_of_nobody_at_all' })],
      ['too long ago', () => signed(event, { timestamp: seconds(-SIGNATURE_SECONDS - 30) })],
      ['for later', () => signed(event, { timestamp: seconds(SIGNATURE_SECONDS + 30) })],
      ['for much later', () => signed(event, { timestamp: seconds(365 * 86_400) })],
      [
        'in other bytes of the same meaning',
        () => ({ ...signed(event), body: JSON.stringify(event) }),
      ],
      [
        'with one letter changed',
        () => ({ ...signed(event), body: signed(event).body.replace('evt_', 'evt-') }),
      ],
      ['over nothing', () => ({ ...signed(event), body: '' })],
      ['over what is no JSON', () => signed('{"id": "evt_1", ')],
      ['over what is no event', () => signed('{"id": "evt_1"}')],
    ])('not %s', async (_, made) => {
      const { body, headers } = made();
      const json = { 'content-type': 'application/json', ...headers };
      const reply = await send(body, json);
      expect(reply.status).toBe(400);
      expect(reply.body.code).toBe('signature_refused');
      const rows = await shuffled.app.database.query(
        `SELECT 1 FROM stripe_events WHERE id IN ($1, 'evt_1')`,
        [event.id],
      );
      expect(rows).toHaveLength(0);
    });

    it('and no larger than events are', async () => {
      const { body, headers } = signed({ ...event, padding: 'x'.repeat(600_000) });
      expect((await send(body, headers)).status).toBe(413);
      const { headers: typed } = signed(event);
      const plain = { ...typed, 'content-type': 'text/plain' };
      expect((await send(signed(event).body, plain)).status).toBe(415);
    });
  });

  it.each([
    ['of the other mode', 'customer.subscription.updated', { livemode: true }],
    ['of types that nobody waits for', 'product.updated', {}],
    ['of types named like what objects have', 'constructor', {}],
  ])('%s are noted and ignored', async (_, type, given) => {
    const { account } = shuffled.stripe;
    const [subscription] = account.all('subscription') as [StripeObject];
    const calls = shuffled.stripe.calls.length;
    const event = account.event(type, subscription, given);
    expect(await shuffled.deliver(event)).toBe(200);
    const rows = await shuffled.app.database.query(
      `SELECT status, object_id FROM stripe_events WHERE id = $1`,
      [event.id],
    );
    expect(rows).toEqual([{ status: 'ignored', object_id: subscription.id }]);
    expect(shuffled.stripe.calls).toHaveLength(calls);
  });

  it('wait for Stripe when it is away, and are handled then', async () => {
    const buyer = await shuffled.settle();
    const { id } = shuffled.stripe.account.subscribe(buyer.customer, PRICES[0] as string);
    shuffled.stripe.mood = { status: 500 };
    expect(await shuffled.deliver(shuffled.news('customer.subscription.created', id))).toBe(200);
    await eventually(
      async () => shuffled.stripe.calls.filter(({ path }) => path.endsWith(id)).length,
      (tries) => tries > 0,
      DEADLINE_MS,
    );
    shuffled.stripe.mood = 'answer';
    await shuffled.settled();
    expect((await shuffled.held()).subscriptions).toContainEqual(expect.objectContaining({ id }));
  });

  it('of customers that nobody is here are noted and leave no row', async () => {
    const stranger = shuffled.stripe.account.addCustomer();
    const { id } = shuffled.stripe.account.subscribe(stranger.id, PRICES[0] as string);
    const before = await shuffled.held();
    await shuffled.deliver(shuffled.news('customer.subscription.created', id));
    await shuffled.deliver(shuffled.newsOfInvoice(id));
    await shuffled.settled();
    expect(await shuffled.held()).toEqual(before);
  });

  it('never bring an older state back', async () => {
    const buyer = await shuffled.settle();
    const { id } = shuffled.stripe.account.subscribe(buyer.customer, PRICES[0] as string);
    await shuffled.deliver(shuffled.news('customer.subscription.created', id));
    await shuffled.settled();
    const sync = shuffled.app.trellis.app.get(PaymentSync);
    const readings = shuffled.app.trellis.app.get(PaymentReadings);
    const early = await readings.next();
    const seen = await shuffled.app.trellis.app.get(StripeRecords).subscription(id);
    if (seen === null) throw new Error('Stripe has no such subscription.');
    shuffled.stripe.account.end(id);
    expect(await sync.subscription(id)).toBe(true);
    expect(await sync.keepSubscription(seen, early)).toBe(false);
    const [row] = await shuffled.app.database.query(
      `SELECT status FROM subscriptions WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ status: 'canceled' });
  });

  it('are followed by what is left when a person is erased', async () => {
    const buyer = await shuffled.settle();
    const { account } = shuffled.stripe;
    const { id } = account.subscribe(buyer.customer, PRICES[0] as string);
    const invoice = account.get(id)['latest_invoice'] as string;
    await shuffled.deliver(shuffled.news('customer.subscription.created', id));
    await shuffled.deliver(shuffled.newsOfInvoice(id));
    await shuffled.settled();
    const holder = shuffled.app.trellis.app.get(PaymentPersonalData);
    const files = [];
    for await (const file of holder.export(buyer.id)) files.push(file);
    expect(files).toHaveLength(1);
    expect(String(files[0]?.content)).toContain(id);

    shuffled.stripe.mood = { status: 500 };
    const who = { id: buyer.id, uuid: buyer.uuid, email: 'buyer@example.com' };
    await expect(holder.erase(who)).rejects.toMatchObject({ code: 'payment_provider_unavailable' });
    shuffled.stripe.mood = 'answer';
    await holder.erase(who);
    await holder.erase(who);
    expect(account.get(buyer.customer)['deleted']).toBe(true);
    expect(account.get(id)['status']).toBe('canceled');
    await shuffled.deliver(shuffled.news('customer.subscription.deleted', id));
    account.refund(account.intentOf(id), 500);
    await shuffled.deliver(shuffled.newsOfInvoice(id));
    await shuffled.settled();
    const { query } = shuffled.app.database;
    expect(
      await query(`SELECT user_id, refunded_cents FROM payments WHERE provider_ref = $1`, [
        invoice,
      ]),
    ).toEqual([{ user_id: null, refunded_cents: 500 }]);
    for (const table of ['subscriptions', 'stripe_customers', 'checkouts', 'entitlements']) {
      expect(await query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [buyer.id])).toEqual([]);
    }
    for await (const file of holder.export(buyer.id)) throw new Error(`${file.path} is left`);
  });
});
