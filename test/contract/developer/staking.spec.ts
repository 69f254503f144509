import { randomUUID } from 'node:crypto';
import { developer, type Developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { ledgerSums, pay, runAccrual, setStakingTime } from '../../support/purse';
import { testApp, type TestApp } from '../../support/test-app';
import { publicId } from '../../../src/kernel/public-id';
import type { Reply } from '../../support/http-client';
import { keepEvents, eventsOf } from '../../support/told-events';

/** Whoever waits too long for one of the few connections is refused, and asks again. */
const ANSWERED_MS = 60_000;
const NOON = '2026-11-22T12:00:00Z';
const daysLater = (days: number) => new Date(Date.parse(NOON) + days * 86_400_000).toISOString();

describe('Staking', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
  });
  beforeEach(() => setStakingTime(app, NOON));
  afterAll(() => app.stop());

  /** Somebody with so many points. */
  async function student(points = 1_000): Promise<Developer> {
    const one = await developer(app);
    if (points > 0) await pay(app, one.person.id, points);
    return one;
  }
  const stake = (
    { key }: Developer,
    body: object,
    headers: Record<string, string> = {},
    at: TestApp = app,
  ): Promise<Reply> => at.developer.post('/staking/stakes', body, { token: key, headers });
  const act = (
    { key }: Developer,
    id: string,
    action: 'unstake' | 'claim',
    idempotencyKey: string = randomUUID(),
  ): Promise<Reply> =>
    app.developer.post(`/staking/stakes/${id}/${action}`, undefined, {
      token: key,
      headers: { 'Idempotency-Key': idempotencyKey },
    });
  const balanceOf = async ({ key }: Developer) =>
    (await app.developer.get('/points/balance', { token: key })).body.data;

  /** A task of the student that is reviewed. */
  async function task(userId: number, dueOn: string | null): Promise<string> {
    const [row] = await app.database.query<{ id: string }>(
      `INSERT INTO tasks (user_id, title, due_on, source, source_key)
       VALUES ($1, 'Finish the essay', $2, 'test', gen_random_uuid()::text) RETURNING id`,
      [userId, dueOn],
    );
    return row?.id ?? '';
  }
  const finish = (taskId: string, completedAt: string) =>
    app.database.query(`UPDATE tasks SET status = 'done', completed_at = $2 WHERE id = $1`, [
      taskId,
      completedAt,
    ]);

  it('offers products and shows their terms', async () => {
    const one = await student(0);
    const reply = await app.developer.get('/staking/products', { token: one.key });
    expect(
      reply.body.data.map((product: Record<string, unknown>) => [
        product['code'],
        product['kind'],
        product['lock_days'],
        product['yield_bps'],
        product['bonus_bps'],
      ]),
    ).toEqual([
      ['flexible', 'flexible', 0, 100, 0],
      ['fixed_30', 'fixed', 30, 300, 0],
      ['fixed_90', 'fixed', 90, 500, 0],
      ['commitment', 'commitment', 0, 0, 1_000],
    ]);
  });

  it('commits points, shows them, and gives them back', async () => {
    const one = await student();
    const opened = await stake(one, { product: 'fixed_30', points: 400 });
    expect(opened.status).toBe(200);
    expect(opened.body.data).toMatchObject({
      product: 'fixed_30',
      kind: 'fixed',
      points: 400,
      yield_bps: 300,
      status: 'open',
      outcome: null,
      accrued: 0,
      accrued_through: '2026-11-23',
      unlocks_on: '2026-12-23',
      opened_at: '2026-11-22T12:00:00.000Z',
      ended_at: null,
    });
    expect(await balanceOf(one)).toEqual({ available: 600, staked: 400, earned: 1_000 });
    const { id } = opened.body.data;
    const seen = await app.developer.get(`/staking/stakes/${id}`, { token: one.key });
    expect(seen.body).toEqual(opened.body);
    const listed = await app.developer.get('/staking/stakes?status=open', { token: one.key });
    expect(listed.body.data).toEqual([opened.body.data]);
    const back = await act(one, id, 'unstake');
    expect(back.body.data).toMatchObject({ status: 'released', outcome: 'withdrawn', claimed: 0 });
    expect(await balanceOf(one)).toEqual({ available: 1_000, staked: 0, earned: 1_000 });
    const open = await app.developer.get('/staking/stakes?status=open', { token: one.key });
    expect(open.body.data).toEqual([]);
    expect(await eventsOf(app, 'stake.opened', one.person.id)).toHaveLength(1);
    expect(await eventsOf(app, 'stake.released', one.person.id)).toHaveLength(1);
  });

  it.each([0, -1, 1.5, '100', 1_000_000_001, 2 ** 53, 1e300, null, true, [5], {}])(
    'refuses to commit %p points',
    async (points) => {
      const one = await student(10);
      const reply = await stake(one, { product: 'flexible', points });
      expect(reply.status).toBe(400);
      expect(reply.body.error.code).toBe('invalid_request');
      expect((await balanceOf(one)).available).toBe(10);
    },
  );

  it('refuses amounts that are no JSON numbers, and fields that it does not know', async () => {
    const one = await student(10);
    for (const amount of [
      '9007199254740993',
      '1e400',
      '-0',
      '0x10',
      'NaN',
      '01',
      '"1"',
      '1.0000000000000002',
    ]) {
      const reply = await app.developer.raw(
        'POST',
        '/staking/stakes',
        `{"product":"flexible","points":${amount}}`,
        { token: one.key, headers: { 'content-type': 'application/json' } },
      );
      expect([amount, reply.status]).toEqual([amount, 400]);
    }
    const extra = await stake(one, { product: 'flexible', points: 1, user_id: 1 });
    expect(extra.status).toBe(400);
    expect((await balanceOf(one)).available).toBe(10);
  });

  it.each([
    ['an unknown product', { product: 'lottery', points: 1 }],
    ['a word that is no product', { product: 'FIXED; DROP', points: 1 }],
    ['no product', { points: 1 }],
    ['a commitment without a task', { product: 'commitment', points: 1 }],
    ['a task without a commitment', { product: 'flexible', points: 1, task_id: 'tsk_1' }],
    ['too many points for the product', { product: 'commitment', points: 100_001 }],
  ])('refuses %s', async (_, body) => {
    const reply = await stake(await student(10), body);
    expect(reply.status).toBe(400);
  });

  it('says in its own words when there are too few points', async () => {
    const one = await student(10);
    const reply = await stake(one, { product: 'flexible', points: 11 });
    expect(reply.status).toBe(422);
    expect(reply.body.error.code).toBe('insufficient_points');
    const poor = await student(0);
    expect((await stake(poor, { product: 'flexible', points: 1 })).status).toBe(422);
  });

  it('answers the same Idempotency-Key as the first time, also beside itself', async () => {
    const one = await student(100);
    const key = { 'Idempotency-Key': randomUUID() };
    const wish = { product: 'flexible', points: 60 };
    const replies = await Promise.all(Array.from({ length: 5 }, () => stake(one, wish, key)));
    expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await balanceOf(one)).toMatchObject({ available: 40, staked: 60 });
    expect((await stake(one, wish, key)).status).toBe(200);
    expect((await stake(one, { ...wish, points: 30 }, key)).status).toBe(422);
    expect(await balanceOf(one)).toMatchObject({ available: 40, staked: 60 });
  });

  it('hides the stakes of others', async () => {
    const [one, other] = [await student(), await student()];
    const { id } = (await stake(one, { product: 'flexible', points: 5 })).body.data;
    expect((await app.developer.get(`/staking/stakes/${id}`, { token: other.key })).status).toBe(
      404,
    );
    expect((await act(other, id, 'unstake')).status).toBe(404);
    expect((await act(other, id, 'claim')).status).toBe(404);
    expect((await act(one, 'stk_nothing', 'claim')).status).toBe(404);
    const listed = await app.developer.get('/staking/stakes', { token: other.key });
    expect(listed.body.data).toEqual([]);
    expect(await balanceOf(one)).toMatchObject({ staked: 5 });
  });

  it('wants the permission to read, or to write', async () => {
    const reader = await developer(app, { permissions: ['read:staking'] });
    const writer = await developer(app, { permissions: ['write:staking'] });
    const id = 'stk_0YQMyXtSxTLOwYHWGLfi8A';
    for (const path of ['summary', 'products', 'stakes', `stakes/${id}`]) {
      const asked = await app.developer.get(`/staking/${path}`, { token: writer.key });
      expect([path, asked.status]).toEqual([path, 403]);
    }
    for (const path of ['stakes', `stakes/${id}/unstake`, `stakes/${id}/claim`]) {
      const asked = await app.developer.post(`/staking/${path}`, {}, { token: reader.key });
      expect([path, asked.status]).toEqual([path, 403]);
    }
    const read = await app.developer.get('/staking/summary', { token: reader.key });
    expect(read.status).toBe(200);
    expect((await act(writer, id, 'claim')).status).toBe(404);
  });

  describe('pays yield', () => {
    it('of a flexible stake on any day, for the full days', async () => {
      const one = await student(100_000);
      const { id } = (await stake(one, { product: 'flexible', points: 36_500 })).body.data;
      expect((await act(one, id, 'claim')).body.error.code).toBe('nothing_to_claim');
      setStakingTime(app, daysLater(1));
      expect((await act(one, id, 'claim')).status).toBe(409);
      setStakingTime(app, daysLater(4));
      const key = randomUUID();
      const claimed = await act(one, id, 'claim', key);
      expect(claimed.body.data).toMatchObject({ status: 'open', accrued: 3, claimed: 3 });
      expect((await act(one, id, 'claim', key)).body).toEqual(claimed.body);
      expect((await act(one, id, 'claim')).status).toBe(409);
      expect(await balanceOf(one)).toEqual({ available: 63_503, staked: 36_500, earned: 100_003 });
      setStakingTime(app, daysLater(11));
      const back = await act(one, id, 'unstake');
      expect(back.body.data).toMatchObject({ outcome: 'returned', accrued: 10, claimed: 10 });
      expect(await balanceOf(one)).toEqual({ available: 100_010, staked: 0, earned: 100_010 });
      expect(await eventsOf(app, 'stake.claimed', one.person.id)).toMatchObject([
        { points: 3 },
        { points: 7 },
      ]);
    });

    it('of a fixed stake when its days are over, and of no day after', async () => {
      const one = await student(10_000);
      const { id } = (await stake(one, { product: 'fixed_30', points: 10_000 })).body.data;
      setStakingTime(app, daysLater(30));
      const early = await act(one, id, 'claim');
      expect([early.status, early.body.error.code]).toEqual([409, 'stake_locked']);
      await runAccrual(app);
      const summary = await app.developer.get('/staking/summary', { token: one.key });
      expect(summary.body.data).toEqual({
        available: 0,
        staked: 10_000,
        open_stakes: 1,
        matured_stakes: 0,
        claimable: 0,
        pending: 23,
        claimed: 0,
      });
      setStakingTime(app, daysLater(100));
      await runAccrual(app);
      await runAccrual(app);
      expect(await eventsOf(app, 'stake.matured', one.person.id)).toHaveLength(1);
      const claimed = await act(one, id, 'claim');
      expect(claimed.body.data).toMatchObject({ status: 'matured', accrued: 24, claimed: 24 });
      const back = await act(one, id, 'unstake');
      expect(back.body.data).toMatchObject({ outcome: 'returned', claimed: 24 });
      expect(await balanceOf(one)).toEqual({ available: 10_024, staked: 0, earned: 10_024 });
      expect((await act(one, id, 'unstake')).body.error.code).toBe('stake_ended');
      expect((await act(one, id, 'claim')).body.error.code).toBe('stake_ended');
    });

    it('not of a fixed stake that is taken back before: the points themselves are never lost', async () => {
      const one = await student(10_000);
      const { id } = (await stake(one, { product: 'fixed_90', points: 10_000 })).body.data;
      setStakingTime(app, daysLater(89));
      const key = randomUUID();
      const back = await act(one, id, 'unstake', key);
      expect(back.body.data).toMatchObject({ outcome: 'withdrawn', claimed: 0 });
      expect((await act(one, id, 'unstake', key)).body).toEqual(back.body);
      expect(await balanceOf(one)).toEqual({ available: 10_000, staked: 0, earned: 10_000 });
    });
  });

  describe('on a commitment', () => {
    const commit = (one: Developer, taskId: string, points = 500) =>
      stake(one, { product: 'commitment', points, task_id: publicId('task', taskId) });

    it('pays a bonus when the task was done in time', async () => {
      const one = await student();
      const taskId = await task(one.person.id, '2026-12-01');
      const opened = await commit(one, taskId);
      expect(opened.body.data).toMatchObject({
        kind: 'commitment',
        task_id: publicId('task', taskId),
        due_on: '2026-12-01',
        unlocks_on: null,
      });
      await runAccrual(app);
      expect(await balanceOf(one)).toMatchObject({ available: 500, staked: 500 });
      expect((await act(one, opened.body.data.id, 'claim')).body.error.code).toBe('stake_locked');
      await finish(taskId, '2026-11-30T09:00:00Z');
      await runAccrual(app);
      await runAccrual(app);
      const ended = await app.developer.get(`/staking/stakes/${opened.body.data.id}`, {
        token: one.key,
      });
      expect(ended.body.data).toMatchObject({ status: 'released', outcome: 'kept', claimed: 50 });
      expect(await balanceOf(one)).toEqual({ available: 1_050, staked: 0, earned: 1_050 });
      expect((await commit(one, taskId)).status).toBe(422);
    });

    it('gives the points back without a bonus when the day has passed', async () => {
      const one = await student();
      const opened = await commit(one, await task(one.person.id, '2026-12-01'));
      setStakingTime(app, '2026-12-02T11:00:00Z');
      await runAccrual(app);
      expect(await balanceOf(one)).toMatchObject({ staked: 500 });
      setStakingTime(app, '2026-12-02T12:00:00Z');
      const settled = await act(one, opened.body.data.id, 'claim');
      expect(settled.body.data).toMatchObject({ outcome: 'missed', claimed: 0 });
      expect(await balanceOf(one)).toEqual({ available: 1_000, staked: 0, earned: 1_000 });
    });

    it('is settled when somebody asks, and lets go at any time', async () => {
      const one = await student();
      const done = await task(one.person.id, '2026-12-01');
      const first = await commit(one, done);
      await finish(done, '2026-11-25T09:00:00Z');
      const kept = await act(one, first.body.data.id, 'unstake');
      expect(kept.body.data).toMatchObject({ outcome: 'kept', claimed: 50 });
      const second = await commit(one, await task(one.person.id, '2026-12-01'));
      const given = await act(one, second.body.data.id, 'unstake');
      expect(given.body.data).toMatchObject({ outcome: 'withdrawn', claimed: 0 });
      expect(await balanceOf(one)).toEqual({ available: 1_050, staked: 0, earned: 1_050 });
    });

    it('takes one commitment a task, and again after it was taken back', async () => {
      const one = await student();
      const taskId = await task(one.person.id, '2026-12-01');
      const first = await commit(one, taskId);
      expect((await commit(one, taskId)).status).toBe(409);
      await act(one, first.body.data.id, 'unstake');
      expect((await commit(one, taskId)).status).toBe(200);
    });

    it('brings no more than 10,000 points of bonus for the commitments of a day', async () => {
      const one = await student(200_000);
      const large = await commit(one, await task(one.person.id, '2026-12-01'), 90_000);
      expect(large.status).toBe(200);
      expect((await commit(one, await task(one.person.id, '2026-12-01'), 10_010)).status).toBe(409);
      const fits = await commit(one, await task(one.person.id, '2026-12-01'), 10_009);
      expect(fits.status).toBe(200);
      expect((await commit(one, await task(one.person.id, '2026-12-01'), 10)).status).toBe(409);
      await act(one, large.body.data.id, 'unstake');
      expect((await commit(one, await task(one.person.id, '2026-12-01'), 90_000)).status).toBe(200);
    });

    it('takes no task of somebody else, of no day, of today, or that the student alone judges', async () => {
      const [one, other] = [await student(), await student()];
      const own = await task(one.person.id, '2026-12-01');
      await app.database.query(`UPDATE tasks SET verification = 'self' WHERE id = $1`, [own]);
      const unfit = [
        await task(other.person.id, '2026-12-01'),
        await task(one.person.id, null),
        await task(one.person.id, '2026-11-22'),
        own,
        randomUUID(),
      ];
      for (const taskId of unfit) expect((await commit(one, taskId)).status).toBe(422);
      expect((await balanceOf(one)).available).toBe(1_000);
    });

    it('gives the points back when the task is gone', async () => {
      const one = await student();
      const taskId = await task(one.person.id, '2026-12-01');
      await commit(one, taskId);
      await app.database.query(`DELETE FROM tasks WHERE id = $1`, [taskId]);
      await runAccrual(app);
      expect(await balanceOf(one)).toEqual({ available: 1_000, staked: 0, earned: 1_000 });
    });
  });

  it('lets 200 requests at once, on two processes, commit what is there and no more', async () => {
    const second = await testApp({ database: app.database });
    try {
      const one = await student(1_234);
      const wish = { product: 'flexible', points: 10 };
      const keys = Array.from({ length: 200 }, () => randomUUID());
      const replies = await Promise.all(
        keys.map((key, index) =>
          eventually(
            () => stake(one, wish, { 'Idempotency-Key': key }, index % 2 === 0 ? app : second),
            ({ status }) => status !== 503,
            ANSWERED_MS,
          ),
        ),
      );
      const codes = replies.map(({ status }) => status);
      expect(codes.filter((status) => status === 200)).toHaveLength(123);
      expect(codes.filter((status) => status === 422)).toHaveLength(77);
      expect(await balanceOf(one)).toEqual({ available: 4, staked: 1_230, earned: 1_234 });
      const stakes = await app.developer.get('/staking/stakes?per_page=100&page=2', {
        token: one.key,
      });
      expect(stakes.body.meta.pagination.total).toBe(123);
      expect(stakes.body.data).toHaveLength(23);
    } finally {
      await second.stop();
    }
  });

  it('gives points back once, however many ask at once', async () => {
    const one = await student(50_000);
    const { id } = (await stake(one, { product: 'flexible', points: 36_500 })).body.data;
    setStakingTime(app, daysLater(6));
    const replies = await Promise.all([
      ...Array.from({ length: 10 }, () => act(one, id, 'claim')),
      ...Array.from({ length: 10 }, () => act(one, id, 'unstake')),
    ]);
    const unstaked = replies.slice(10).filter(({ status }) => status === 200);
    expect(unstaked).toHaveLength(1);
    expect(await balanceOf(one)).toEqual({ available: 50_005, staked: 0, earned: 50_005 });
  });

  it('leaves a ledger that adds up', async () => {
    expect(await ledgerSums(app)).toEqual({ balances: '0', entries: '0' });
  });
});
