import { campus, create } from '../../support/campus';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { signed, StripeServer } from '../../support/stripe-server';
import { testApp, type TestApp } from '../../support/test-app';

const PRICE = 'price_1234567890';
const SUCCESS = 'https://app.ivylevel.com/payment/success';
const CANCEL = 'https://app.ivylevel.com/payment/cancel';
const UNKNOWN = '0198c0de-7e57-4abc-8def-0123456789ab';
const DEADLINE_MS = 20_000;

describe('Payments', () => {
  let stripe: StripeServer;
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    stripe = await StripeServer.start();
    app = await testApp({ environment: stripe.environment });
    admin = await person(app, 'PLATFORM_ADMIN');
    stripe.account.addPrice(PRICE);
  });
  afterAll(async () => {
    await app.stop();
    await stripe.stop();
  });
  afterEach(() => {
    stripe.mood = 'answer';
  });

  const as = ({ token }: Person) => ({ token });
  const wish = { price_id: PRICE, success_url: SUCCESS, cancel_url: CANCEL };

  /** Tells Trellis what happened, as Stripe does. */
  async function tell(type: string, id: string): Promise<void> {
    const { body, headers } = signed(stripe.account.event(type, stripe.account.get(id)));
    expect((await app.root.raw('POST', '/webhooks/stripe', body, { headers })).status).toBe(200);
  }

  async function sellAs(plan: string, priceId: string, courseIds?: number[]): Promise<void> {
    const reply = await app.coaching.post(
      `/admin/plans/${plan}/prices`,
      { price_id: priceId, name: 'Premium Monthly', ...(courseIds && { course_ids: courseIds }) },
      as(admin),
    );
    expect(reply.status).toBe(200);
  }

  async function buy(buyer: Person, priceId: string): Promise<string> {
    const opened = await app.coaching.post(
      '/payment/create-checkout',
      { ...wish, price_id: priceId },
      as(buyer),
    );
    expect(opened.status).toBe(200);
    const session = stripe.account.complete(opened.body.session_id, priceId);
    await tell('checkout.session.completed', session.id);
    return session.id;
  }

  async function subscribed(buyer: Person): Promise<any> {
    await buy(buyer, PRICE);
    const { body } = await eventually(
      () => app.coaching.get('/payment/subscriptions', as(buyer)),
      ({ body: { subscriptions } }) => subscriptions.length === 1,
      DEADLINE_MS,
    );
    return body.subscriptions[0];
  }

  /** What Stripe was asked to do; jobs read from it whenever they like. */
  const orders = () => stripe.calls.filter(({ method }) => method === 'POST').length;

  it('sell nothing that is not in the catalogue', async () => {
    const buyer = await person(app);
    const reply = await app.coaching.post('/payment/create-checkout', wish, as(buyer));
    expect(reply.status).toBe(404);
    expect(reply.body).toMatchObject({ error: { code: 'NOT_FOUND' }, status_code: 404 });
    expect(orders()).toBe(0);
  });

  it('let admins alone say what is sold, at the amounts of Stripe', async () => {
    const path = '/admin/plans/pro/prices';
    const body = { price_id: PRICE, name: 'Premium Monthly' };
    const someone = await person(app, 'INSTRUCTOR');
    expect((await app.coaching.post(path, body)).status).toBe(401);
    expect((await app.coaching.post(path, body, as(someone))).status).toBe(403);
    expect((await app.coaching.get('/admin/plans', as(someone))).status).toBe(403);
    const unknown = { ...body, price_id: 'price_nobody_has' };
    expect((await app.coaching.post(path, unknown, as(admin))).status).toBe(422);
    const courses = { ...body, course_ids: [999_999] };
    expect((await app.coaching.post(path, courses, as(admin))).status).toBe(400);
    expect((await app.coaching.post('/admin/plans/gold/prices', body, as(admin))).status).toBe(404);

    const added = await app.coaching.post(path, body, as(admin));
    expect(added.body).toMatchObject({ price_id: PRICE, amount_cents: 2_900, interval: 'month' });
    expect((await app.coaching.post(path, body, as(admin))).status).toBe(409);
    const [trace] = await app.database.query(
      `SELECT subject_ids FROM audit_entries WHERE action = 'price.add' AND actor_id = $1`,
      [admin.id],
    );
    expect(trace).toEqual({ subject_ids: [PRICE] });
  });

  it('show plans with their prices to whoever is signed in', async () => {
    expect((await app.coaching.get('/payment/plans')).status).toBe(401);
    const { body } = await app.coaching.get('/payment/plans', as(await person(app)));
    expect(body.plans.map(({ code }: { code: string }) => code)).toEqual([
      'free',
      'pro',
      'enterprise',
    ]);
    expect(body.plans[1].prices).toEqual([
      {
        price_id: PRICE,
        name: 'Premium Monthly',
        amount_cents: 2_900,
        currency: 'usd',
        interval: 'month',
        interval_count: 1,
        course_ids: [],
      },
    ]);
  });

  it('open a checkout as documented, and tell Stripe no more than address and uuid', async () => {
    const buyer = await person(app);
    const before = stripe.calls.length;
    const reply = await app.coaching.post('/payment/create-checkout', wish, as(buyer));
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body).toSorted()).toEqual(['checkout_url', 'session_id']);
    expect(reply.body.checkout_url).toBe(
      `https://checkout.stripe.com/pay/${reply.body.session_id}`,
    );
    const session = stripe.account.get(reply.body.session_id);
    expect(session).toMatchObject({
      client_reference_id: buyer.uuid,
      metadata: { user_uuid: buyer.uuid },
      success_url: SUCCESS,
      cancel_url: CANCEL,
      mode: 'subscription',
    });
    const sent = stripe.calls.slice(before).filter(({ method }) => method === 'POST');
    const created = sent.find(({ path }) => path === '/v1/customers');
    expect(created?.form).toEqual({ metadata: { user_uuid: buyer.uuid } });
    expect(created?.idempotencyKey).toMatch(/^customer-/);
    const updated = sent.find(({ path }) => path.startsWith('/v1/customers/'));
    expect(updated?.form).toEqual({ email: buyer.email });
    expect(JSON.stringify(sent)).not.toContain('Person');
    expect(sent.at(-1)?.idempotencyKey).toMatch(/^checkout-/);

    const again = await app.coaching.post('/payment/create-checkout', wish, as(buyer));
    expect(again.body).toEqual(reply.body);
    const other = { ...wish, cancel_url: SUCCESS };
    const another = await app.coaching.post('/payment/create-checkout', other, as(buyer));
    expect(another.body.session_id).not.toBe(reply.body.session_id);
  });

  it('make one customer and one page of twenty clicks at once', async () => {
    const buyer = await person(app);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.coaching.post('/payment/create-checkout', wish, as(buyer)),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ body }) => body.session_id)).size).toBe(1);
    const customers = stripe.account
      .all('customer')
      .filter(({ metadata }) => metadata?.user_uuid === buyer.uuid);
    expect(customers).toHaveLength(1);
  });

  it.each([
    ['success_url', 'https://evil.example/'],
    ['success_url', '//evil.example/'],
    ['success_url', 'https://app.ivylevel.com@evil.example/'],
    ['success_url', 'https://app.ivylevel.com.evil.example/'],
    ['success_url', 'https://app.ivylevel.com\\@evil.example/'],
    ['success_url', ' https://app.ivylevel.com/'],
    ['cancel_url', 'javascript:alert(1)'],
    ['cancel_url', 'http://localhost:3001/'],
    ['cancel_url', 'https://app.ivylevel.com:444/'],
  ])('refuse to send people elsewhere: %s %s', async (field, value) => {
    const before = orders();
    const request = { ...wish, price_id: 'price_nobody_has', [field]: value };
    const reply = await app.coaching.post('/payment/create-checkout', request, as(admin));
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
    expect(orders()).toBe(before);
  });

  it('refuse unknown fields, missing ones and other types', async () => {
    const path = '/payment/create-checkout';
    for (const body of [{}, { ...wish, price_id: 1 }, { ...wish, success_url: [SUCCESS] }]) {
      expect((await app.coaching.post(path, body, as(admin))).status).toBe(400);
    }
    const more = { ...wish, amount: 1 };
    expect((await app.coaching.post(path, more, as(admin))).status).toBe(400);
    expect((await app.coaching.post(path, wish)).status).toBe(401);
  });

  it('show a subscription as documented, once Stripe told of it', async () => {
    const buyer = await person(app);
    const subscription = await subscribed(buyer);
    expect(subscription).toEqual({
      id: expect.stringMatching(/^sub_/),
      status: 'active',
      plan: 'Premium Monthly',
      current_period_end: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      cancel_at_period_end: false,
    });
    const other = await app.coaching.get('/payment/subscriptions', as(await person(app)));
    expect(other.body).toEqual({ subscriptions: [] });
    const twice = await app.coaching.post('/payment/create-checkout', wish, as(buyer));
    expect(twice.status).toBe(409);
    expect(twice.body.error.message).toContain('portal');
    stripe.account.addPrice('price_enterprise');
    await sellAs('enterprise', 'price_enterprise');
    const both = { ...wish, price_id: 'price_enterprise' };
    const second = await app.coaching.post('/payment/create-checkout', both, as(buyer));
    expect(second.status).toBe(409);
  });

  it('cancel at the end of the period and take it back, for its owner alone', async () => {
    const buyer = await person(app);
    const { id } = await subscribed(buyer);
    const path = `/payment/subscriptions/${id}`;
    const stranger = await person(app);
    expect((await app.coaching.post(`${path}/cancel`, undefined, as(stranger))).status).toBe(404);
    expect((await app.coaching.post(`${path}/cancel`)).status).toBe(401);
    for (let time = 0; time < 2; time += 1) {
      const cancelled = await app.coaching.post(`${path}/cancel`, undefined, as(buyer));
      expect(cancelled.body).toMatchObject({ id, status: 'active', cancel_at_period_end: true });
    }
    expect(stripe.account.get(id)['cancel_at_period_end']).toBe(true);
    const resumed = await app.coaching.post(`${path}/resume`, undefined, as(buyer));
    expect(resumed.body).toMatchObject({ id, cancel_at_period_end: false });

    stripe.account.end(id);
    await tell('customer.subscription.deleted', id);
    const over = await eventually(
      () => app.coaching.post(`${path}/resume`, undefined, as(buyer)),
      ({ status }) => status === 409,
      DEADLINE_MS,
    );
    expect(over.body.error.code).toBe('CONFLICT');
  });

  it('open the portal for those who bought something', async () => {
    const request = { return_url: 'https://app.ivylevel.com/account' };
    const evil = { return_url: 'https://app.ivylevel.com.evil.example/' };
    const buyer = await person(app);
    expect((await app.coaching.post('/payment/portal', evil, as(buyer))).status).toBe(400);
    expect((await app.coaching.post('/payment/portal', request, as(buyer))).status).toBe(409);
    await subscribed(buyer);
    const { body } = await app.coaching.post('/payment/portal', request, as(buyer));
    expect(body).toEqual({ url: expect.stringContaining('https://billing.stripe.com/') });
  });

  it('list what somebody paid and what went back', async () => {
    const buyer = await person(app);
    const { id } = await subscribed(buyer);
    const invoice = stripe.account.get(id)['latest_invoice'] as string;
    await tell('invoice.paid', invoice);
    const history = () => app.coaching.get('/payment/history', as(buyer));
    const paid = await eventually(history, ({ body }) => body.total === 1, DEADLINE_MS);
    expect(paid.body.payments[0]).toMatchObject({ amount_cents: 2_900, refunded_cents: 0 });
    const refund = stripe.account.refund(stripe.account.intentOf(id), 900);
    await tell('charge.refunded', refund['charge'] as string);
    const refunded = ({ body }: { body: any }) => body.payments[0].refunded_cents === 900;
    await eventually(history, refunded, DEADLINE_MS);
    expect((await app.coaching.get('/payment/history', as(await person(app)))).body.total).toBe(0);
  });

  describe('that entitle', () => {
    let courseId: number;
    let offeringId: number;

    beforeAll(async () => {
      const home = await campus(app);
      courseId = home.courseId;
      offeringId = await create(app, home.admin, `/courses/${courseId}/offerings`, {
        term_name: 'Spring 2027',
        visibility: 'PUBLIC',
      });
      stripe.account.addPrice('price_course', {
        type: 'one_time',
        recurring: null,
        unit_amount: 5_000,
      });
    });

    const enroll = (student: Person) =>
      app.learning.post('/enrollments/', { course_offering_id: offeringId }, as(student));

    it('open a course that is sold to those who paid, and leave those in who were', async () => {
      const early = await person(app);
      expect((await enroll(early)).status).toBe(201);
      await sellAs('free', 'price_course', [courseId]);
      const late = await person(app);
      const refused = await enroll(late);
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('course_not_paid');

      const session = await buy(late, 'price_course');
      const entered = await eventually(
        () => enroll(late),
        ({ status }) => status === 201,
        DEADLINE_MS,
      );
      expect(entered.body.id).toBeGreaterThan(0);
      const again = await app.coaching.post(
        '/payment/create-checkout',
        { ...wish, price_id: 'price_course' },
        as(late),
      );
      expect(again.status).toBe(409);

      const intent = stripe.account.get(session)['payment_intent'] as string;
      await tell('refund.created', stripe.account.refund(intent, 5_000).id);
      await eventually(
        () => app.database.query(`SELECT 1 FROM entitlements WHERE user_id = $1`, [late.id]),
        (rows) => rows.length === 0,
        DEADLINE_MS,
      );
    });

    it('let those who teach put students in, and admins give the course away', async () => {
      const student = await person(app);
      const path = `/admin/users/${student.uuid}/entitlements`;
      const grant = { kind: 'course', value: String(courseId) };
      expect((await app.coaching.post(path, grant)).status).toBe(401);
      expect((await app.coaching.post(path, grant, as(student))).status).toBe(403);
      const given = await app.coaching.post(path, grant, as(admin));
      expect(given.body).toMatchObject({ ...grant, source: `grant:${admin.uuid}` });
      expect((await enroll(student)).status).toBe(201);
      const listed = await app.coaching.get(path, as(admin));
      expect(listed.body.entitlements).toEqual([given.body]);
      const one = `${path}/${given.body.id}`;
      expect((await app.coaching.delete(one, as(student))).status).toBe(403);
      expect((await app.coaching.delete(one, as(admin))).status).toBe(204);
      expect((await app.coaching.delete(one, as(admin))).status).toBe(404);
      expect((await enroll(admin)).status).toBe(201);
      const traces = await app.database.query<{ action: string }>(
        `SELECT action FROM audit_entries WHERE subject_ids = ARRAY[$1] ORDER BY id`,
        [String(student.id)],
      );
      expect(traces.map(({ action }) => action)).toEqual([
        'entitlement.grant',
        'entitlement.list',
        'entitlement.withdraw',
      ]);
    });

    it.each([
      { kind: 'plan', value: 'gold' },
      { kind: 'course', value: '999999' },
      { kind: 'course', value: '99999999999' },
      { kind: 'ai_daily_tokens', value: '-5' },
      { kind: 'ai_daily_tokens', value: '1e3' },
      { kind: 'crown', value: '1' },
      { kind: 'plan', value: 'pro', valid_until: 'soon' },
    ])('refuse to give %p', async (grant) => {
      const path = `/admin/users/${admin.uuid}/entitlements`;
      expect((await app.coaching.post(path, grant, as(admin))).status).toBe(400);
      const unknown = `/admin/users/${UNKNOWN}/entitlements`;
      expect((await app.coaching.get(unknown, as(admin))).status).toBe(404);
    });

    it('keep what was paid from being taken by hand', async () => {
      const buyer = await person(app);
      await subscribed(buyer);
      const path = `/admin/users/${buyer.uuid}/entitlements`;
      const { body } = await app.coaching.get(path, as(admin));
      expect(body.entitlements).toEqual([
        expect.objectContaining({
          kind: 'plan',
          value: 'pro',
          source: expect.stringMatching(/^sub_/),
        }),
      ]);
      const taken = await app.coaching.delete(`${path}/${body.entitlements[0].id}`, as(admin));
      expect(taken.status).toBe(409);
    });
  });

  it('retire a price: nobody buys it, whoever has it goes on', async () => {
    stripe.account.addPrice('price_old');
    await sellAs('enterprise', 'price_old');
    const path = '/admin/plans/enterprise/prices/price_old';
    expect((await app.coaching.delete(path, as(await person(app)))).status).toBe(403);
    expect((await app.coaching.delete(path, as(admin))).status).toBe(204);
    expect((await app.coaching.delete(path, as(admin))).status).toBe(404);
    const request = { ...wish, price_id: 'price_old' };
    expect((await app.coaching.post('/payment/create-checkout', request, as(admin))).status).toBe(
      404,
    );
    const { body } = await app.coaching.get('/admin/plans', as(admin));
    expect(body.plans[2].prices).toContainEqual(
      expect.objectContaining({ price_id: 'price_old', retired_at: expect.any(String) }),
    );
  });

  it('change a plan, field by field', async () => {
    const path = '/admin/plans/enterprise';
    const named = await app.coaching.patch(path, { name: 'School' }, as(admin));
    expect(named.body).toMatchObject({ name: 'School', ai_daily_tokens: null });
    const sized = await app.coaching.patch(path, { ai_daily_tokens: 9_000 }, as(admin));
    expect(sized.body).toMatchObject({ name: 'School', ai_daily_tokens: 9_000 });
    expect((await app.coaching.patch('/admin/plans/gold', {}, as(admin))).status).toBe(404);
    expect((await app.coaching.patch(path, { ai_daily_tokens: 0 }, as(admin))).status).toBe(400);
  });

  it('find and repair what no event told of', async () => {
    const buyer = await person(app);
    const { id } = await subscribed(buyer);
    stripe.account.renew(id);
    stripe.account.refund(stripe.account.intentOf(id), 100);
    const path = '/admin/payments/reconciliations';
    expect((await app.coaching.post(path, undefined, as(buyer))).status).toBe(403);
    const started = await app.coaching.post(path, undefined, as(admin));
    expect(started.status).toBe(202);
    const location = (started.headers.get('location') ?? '').replace('/api', '');
    const { body } = await eventually(
      () => app.coaching.get(location, as(admin)),
      ({ body: run }) => run.status === 'done',
      DEADLINE_MS,
    );
    const invoice = stripe.account.get(id)['latest_invoice'] as string;
    expect(body.repaired).toEqual(expect.arrayContaining([id, invoice]));
    expect(body.checked.subscriptions).toBeGreaterThan(0);
    const history = await app.coaching.get('/payment/history', as(buyer));
    expect(history.body.payments).toContainEqual(
      expect.objectContaining({ amount_cents: 2_900, refunded_cents: 100 }),
    );
    const listed = await app.coaching.get(path, as(admin));
    expect(listed.body.reconciliations).toContainEqual(body);
    expect((await app.coaching.get(`${path}/${UNKNOWN}`, as(admin))).status).toBe(404);
  });

  it.each([500, 429])('say that Stripe is away when it answers %d', async (status) => {
    stripe.mood = { status };
    const reply = await app.coaching.post('/payment/create-checkout', wish, as(await person(app)));
    expect(reply.status).toBe(503);
    expect(reply.body.error.code).toBe('SERVICE_UNAVAILABLE');
    expect(reply.body.error.message).toContain('payment_provider_unavailable');
  });
});
