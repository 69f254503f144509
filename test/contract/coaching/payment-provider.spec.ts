import { type Person, person } from '../../support/people';
import { StripeServer } from '../../support/stripe-server';
import { testApp, type TestApp } from '../../support/test-app';

const PRICE = 'price_1234567890';
const SUCCESS = 'https://app.ivylevel.com/payment/success';
const CANCEL = 'https://app.ivylevel.com/payment/cancel';

describe('Payments of an installation without keys', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    await app.database.query(
      `INSERT INTO prices (id, plan_code, name, amount_cents, currency, interval, interval_count,
                           livemode)
       VALUES ($1, 'pro', 'Premium Monthly', 2900, 'usd', 'month', 1, false)`,
      [PRICE],
    );
  });
  afterAll(() => app.stop());

  const local = 'http://localhost:3000/paid';

  it.each([
    [
      '/payment/create-checkout',
      { price_id: PRICE, success_url: local, cancel_url: local },
      { price_id: PRICE, success_url: local, cancel_url: 'https://evil.example/' },
    ],
    [
      '/payment/create-checkout',
      { price_id: 'price_nowhere', success_url: local, cancel_url: local },
      { price_id: 'price_nowhere', success_url: local },
    ],
    ['/payment/subscriptions/sub_1234567890/cancel', undefined, undefined],
    ['/payment/subscriptions/sub_1234567890/resume', undefined, undefined],
    ['/payment/portal', { return_url: local }, { return_url: SUCCESS }],
    ['/admin/plans/pro/prices', { price_id: 'price_2', name: 'Two' }, { price_id: 'price_2' }],
    ['/admin/payments/reconciliations', undefined, { force: true }],
  ])('say so at %s, after what is wrong with the request', async (path, fine, wrong) => {
    const { token } = admin;
    if (wrong !== undefined && fine !== undefined) {
      expect((await app.coaching.post(path, wrong, { token })).status).toBe(400);
    }
    const reply = await app.coaching.post(path, fine, { token });
    expect(reply.status).toBe(503);
    expect(reply.body.error.code).toBe('SERVICE_UNAVAILABLE');
    expect(reply.body.error.message).toContain('payments_not_configured');
  });

  it('refuse events, and break nothing else', async () => {
    const { token } = admin;
    const event = await app.root.raw('POST', '/webhooks/stripe', '{}', {
      headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=0' },
    });
    expect(event.status).toBe(503);
    expect(event.body.code).toBe('payments_not_configured');
    for (const path of ['/payment/plans', '/payment/subscriptions', '/payment/history']) {
      expect((await app.coaching.get(path, { token })).status).toBe(200);
    }
  });
});

describe('Several processes, and a Stripe that hangs', () => {
  let stripe: StripeServer;
  let app: TestApp;

  beforeAll(async () => {
    stripe = await StripeServer.start();
    app = await testApp({ environment: stripe.environment });
    stripe.account.addPrice(PRICE);
  });
  afterAll(async () => {
    await app.stop();
    await stripe.stop();
  });

  it('has one customer and one page for a person, whichever process they click at', async () => {
    const admin = await person(app, 'PLATFORM_ADMIN');
    const { token } = admin;
    const price = { price_id: PRICE, name: 'Premium Monthly' };
    expect((await app.coaching.post('/admin/plans/pro/prices', price, { token })).status).toBe(200);
    const second = await testApp({ environment: stripe.environment, database: app.database });
    try {
      const wish = { price_id: PRICE, success_url: SUCCESS, cancel_url: CANCEL };
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, click) =>
          (click % 2 === 0 ? app : second).coaching.post('/payment/create-checkout', wish, {
            token,
          }),
        ),
      );
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(replies.map(({ body }) => body.session_id)).size).toBe(1);
      expect(stripe.account.all('customer')).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });

  it('answers within the deadline, then at once, and keeps everybody else going', async () => {
    const admin = await person(app, 'PLATFORM_ADMIN');
    const { token } = admin;
    const ask = () =>
      app.coaching.post('/admin/plans/pro/prices', { price_id: 'price_2', name: 'P' }, { token });
    stripe.mood = 'hang';
    const begun = Date.now();
    let answered = 0;
    const hanging = Array.from({ length: 5 }, async () => {
      const reply = await ask();
      answered += 1;
      return reply;
    });
    const meanwhile = await app.coaching.get('/payment/plans', { token });
    expect(meanwhile.status).toBe(200);
    expect(answered).toBe(0);
    const replies = await Promise.all(hanging);
    expect(Date.now() - begun).toBeLessThan(40_000);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([503]));
    const seen = stripe.calls.length;
    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(stripe.calls).toHaveLength(seen);
  });
});
