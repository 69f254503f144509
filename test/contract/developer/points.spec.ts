import { randomUUID } from 'node:crypto';
import { LedgerChecks } from '../../../src/domain/points/checks/ledger-checks.service';
import { developer, type Developer } from '../../support/developers';
import { person } from '../../support/people';
import { ledgerSums, pay } from '../../support/purse';
import { testApp, type TestApp } from '../../support/test-app';

describe('Points', () => {
  let app: TestApp;
  let ada: Developer;

  beforeAll(async () => {
    app = await testApp();
    ada = await developer(app);
    await pay(app, ada.person.id, 300);
    await pay(app, ada.person.id, 50);
    await app.developer.post(
      '/staking/stakes',
      { product: 'flexible', points: 120 },
      { token: ada.key },
    );
  });
  afterAll(() => app.stop());

  it('shows what a person has', async () => {
    const reply = await app.developer.get('/points/balance', { token: ada.key });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      success: true,
      data: { available: 230, staked: 120, earned: 350 },
    });
  });

  it('shows zeroes to who never had any', async () => {
    const nobody = await developer(app);
    const balance = await app.developer.get('/points/balance', { token: nobody.key });
    expect(balance.body.data).toEqual({ available: 0, staked: 0, earned: 0 });
    const statement = await app.developer.get('/points/statement', { token: nobody.key });
    expect(statement.body.data).toEqual([]);
    expect(statement.body.meta.pagination.total).toBe(0);
  });

  it('shows every move, the newest first, each with the balance after it', async () => {
    const { body } = await app.developer.get('/points/statement', { token: ada.key });
    expect(
      body.data.map(({ kind, points, balance_after }: Record<string, unknown>) => [
        kind,
        points,
        balance_after,
      ]),
    ).toEqual([
      ['stake', -120, 230],
      ['test_reward', 50, 350],
      ['test_reward', 300, 300],
    ]);
    expect(body.data[0].stake_id).toMatch(/^stk_/);
    expect(body.data[1].stake_id).toBeNull();
  });

  it('adds up to the balance over all pages', async () => {
    const busy = await developer(app);
    for (let points = 1; points <= 23; points += 1) await pay(app, busy.person.id, points);
    const lines: { points: number; balance_after: number }[] = [];
    for (let page = 1; page <= 5; page += 1) {
      const { body } = await app.developer.get(`/points/statement?per_page=5&page=${page}`, {
        token: busy.key,
      });
      expect(body.meta.pagination).toEqual({
        total: 23,
        per_page: 5,
        current_page: page,
        last_page: 5,
      });
      lines.push(...body.data);
    }
    expect(lines).toHaveLength(23);
    let running = 0;
    for (const line of lines.toReversed()) {
      running += line.points;
      expect(line.balance_after).toBe(running);
    }
    const balance = await app.developer.get('/points/balance', { token: busy.key });
    expect(balance.body.data.available).toBe(running);
  });

  it('filters by kind and by day', async () => {
    const read = (query: string) =>
      app.developer.get(`/points/statement?${query}`, { token: ada.key });
    expect((await read('kind=stake')).body.meta.pagination.total).toBe(1);
    expect((await read('kind=no_such_kind')).body.meta.pagination.total).toBe(0);
    const today = new Date().toISOString().slice(0, 10);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect((await read(`to=2026-01-01`)).body.meta.pagination.total).toBe(0);
    expect((await read(`to=${tomorrow}`)).body.meta.pagination.total).toBe(3);
    expect((await read(`from=2026-01-01&to=${today}&kind=test_reward`)).body.data).toHaveLength(2);
  });

  it.each(['kind=Stake', 'kind=', 'from=yesterday', 'to=2026-02-30', 'page=0', 'per_page=101'])(
    'refuses ?%s',
    async (query) => {
      const reply = await app.developer.get(`/points/statement?${query}`, { token: ada.key });
      expect(reply.status).toBe(400);
      expect(reply.body.error.code).toBe('invalid_request');
    },
  );

  it('shows a transfer to the person whose points it moved, and to nobody else', async () => {
    const { body } = await app.developer.get('/points/statement', { token: ada.key });
    const [staked, earned] = body.data;
    const reply = await app.developer.get(`/points/transfers/${staked.id}`, { token: ada.key });
    expect(reply.body.data).toMatchObject({
      id: staked.id,
      kind: 'stake',
      stake_id: staked.stake_id,
      counterpart: null,
      entries: expect.arrayContaining([
        { account: 'available', points: -120, balance_after: 230 },
        { account: 'staked', points: 120, balance_after: 120 },
      ]),
    });
    const paid = await app.developer.get(`/points/transfers/${earned.id}`, { token: ada.key });
    expect(paid.body.data).toMatchObject({
      counterpart: 'rewards',
      entries: [{ account: 'available', points: 50, balance_after: 350 }],
    });
    const other = await developer(app);
    for (const id of [staked.id, earned.id, 'ptx_0000000000000000000000', 'nothing']) {
      const token = id === staked.id || id === earned.id ? other.key : ada.key;
      const hidden = await app.developer.get(`/points/transfers/${id}`, { token });
      expect(hidden.status).toBe(404);
    }
  });

  it('wants the permission to read', async () => {
    const { key } = await developer(app, { permissions: ['read:user', 'write:staking'] });
    for (const path of ['balance', 'statement', 'transfers/ptx_0YQMyXtSxTLOwYHWGLfi8A']) {
      expect((await app.developer.get(`/points/${path}`, { token: key })).status).toBe(403);
      expect((await app.developer.get(`/points/${path}`)).status).toBe(401);
    }
    const session = await app.developer.get('/points/balance', { token: ada.person.token });
    expect(session.status).toBe(401);
  });

  describe('on the coaching surface', () => {
    it('are shown to the student, their coach and admins, and leave a trace', async () => {
      const path = `/students/${ada.person.uuid}/points`;
      const own = await app.coaching.get(path, { token: ada.person.token });
      expect(own.body).toEqual({ available: 230, staked: 120, earned: 350 });
      const coach = await person(app, 'COACH');
      expect((await app.coaching.get(path, { token: coach.token })).status).toBe(404);
      await app.database.query(
        `INSERT INTO coach_students (coach_id, student_id, status, started_at)
         VALUES ($1, $2, 'active', now())`,
        [coach.id, ada.person.id],
      );
      expect((await app.coaching.get(path, { token: coach.token })).status).toBe(200);
      const rows = await app.database.query(
        `SELECT FROM audit_entries WHERE actor_id = $1 AND action = 'student.points.read'
           AND subject_ids = ARRAY[$2]`,
        [coach.id, String(ada.person.id)],
      );
      expect(rows).toHaveLength(1);
    });

    it('are granted and corrected by admins, once a key', async () => {
      const admin = await person(app, 'PLATFORM_ADMIN');
      const student = await developer(app);
      const key = randomUUID();
      const adjust = (more: object = {}) =>
        app.coaching.post(
          '/admin/points/adjustments',
          { key, user_id: student.person.uuid, points: 40, reason: 'award', ...more },
          { token: admin.token },
        );
      const granted = await adjust();
      expect(granted.status).toBe(200);
      expect(granted.body.balance).toEqual({ available: 40, staked: 0, earned: 40 });
      expect((await adjust()).body).toEqual(granted.body);
      expect((await adjust({ points: 41 })).status).toBe(409);
      expect((await adjust({ reason: 'misuse' })).status).toBe(409);
      const back = await adjust({ key: randomUUID(), points: -15, reason: 'duplicate' });
      expect(back.body.balance).toEqual({ available: 25, staked: 0, earned: 25 });
      expect((await adjust({ key: randomUUID(), points: -26, reason: 'misuse' })).status).toBe(422);
      const traces = await app.database.query<{ details: unknown }>(
        `SELECT details FROM audit_entries WHERE actor_id = $1 AND action = 'points.adjust'
         ORDER BY id`,
        [admin.id],
      );
      expect(traces.map(({ details }) => details)).toMatchObject([
        { points: 40, reason: 'award' },
        { points: -15, reason: 'duplicate' },
      ]);
      const { body } = await app.developer.get('/points/statement?kind=adjustment', {
        token: student.key,
      });
      expect(body.data.map(({ reason }: { reason: string }) => reason)).toEqual([
        'duplicate',
        'award',
      ]);
    });

    it.each([0, 1.5, '10', 1_000_000_001, -1_000_000_001, null, true])(
      'are not adjusted by %p',
      async (points) => {
        const admin = await person(app, 'PLATFORM_ADMIN');
        const reply = await app.coaching.post(
          '/admin/points/adjustments',
          { key: randomUUID(), user_id: ada.person.uuid, points, reason: 'award' },
          { token: admin.token },
        );
        expect(reply.status).toBe(400);
      },
    );

    it('are not adjusted by anybody else, nor for nobody', async () => {
      const request = { key: randomUUID(), points: 5, reason: 'award' };
      const own = { ...request, user_id: ada.person.uuid };
      const path = '/admin/points/adjustments';
      expect((await app.coaching.post(path, own, { token: ada.person.token })).status).toBe(403);
      const admin = await person(app, 'PLATFORM_ADMIN');
      const nobody = { ...request, user_id: randomUUID() };
      expect((await app.coaching.post(path, nobody, { token: admin.token })).status).toBe(404);
    });

    it('are compared with their entries, and a difference is told and not mended', async () => {
      const admin = await person(app, 'PLATFORM_ADMIN');
      const checks = app.trellis.app.get(LedgerChecks, { strict: false });
      const look = async () =>
        (await app.coaching.get('/admin/points/audit', { token: admin.token })).body.last_check;
      await checks.check();
      expect(await look()).toMatchObject({ total: 0, difference_count: 0, differences: [] });
      const spoil = (by: number) =>
        app.database.query<{ id: string }>(
          `UPDATE point_accounts SET balance = balance + $2
           WHERE owner_id = $1 AND kind = 'available' RETURNING id, balance`,
          [ada.person.id, by],
        );
      const [account] = await spoil(7);
      await checks.check();
      const found = await look();
      expect(found).toMatchObject({ total: 7, difference_count: 2 });
      expect(found.differences).toContainEqual({
        check: 'balance',
        id: account?.id,
        kept: '237',
        computed: '230',
      });
      await checks.check();
      expect((await look()).difference_count).toBe(2);
      await spoil(-7);
      await checks.check();
      expect((await look()).difference_count).toBe(0);
      const other = await person(app);
      const reply = await app.coaching.get('/admin/points/audit', { token: other.token });
      expect(reply.status).toBe(403);
    });
  });

  it('add up to nothing, whatever happened', async () => {
    expect(await ledgerSums(app)).toEqual({ balances: '0', entries: '0' });
  });
});
