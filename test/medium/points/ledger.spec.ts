import { PointsLedger } from '../../../src/domain/points/points-ledger.service';
import { InsufficientPoints, TransferKeyReused } from '../../../src/domain/points/points.errors';
import { Points } from '../../../src/domain/points/points.service';
import { Staking } from '../../../src/domain/points/staking/staking.service';
import type { AccountRef, Transfer } from '../../../src/domain/points/transfer';
import { Database } from '../../../src/platform/database/database';
import { eventually } from '../../support/eventually';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';
import { contradictions, rowsOf, somebody } from './ledger-facts';
import { PointsDesk } from './points-desk';

/** Whoever waits too long for one of the few connections is refused, and asks again. */
const ANSWERED_MS = 60_000;
const DAY = 20_780;
const REWARDS: AccountRef = { userId: null, kind: 'rewards' };

describe('The ledger of points', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let second: TestProcess;
  let desk: PointsDesk;
  let points: Points;
  let ledger: PointsLedger;

  const deskOf = (one: TestProcess) => PointsDesk.of({ get: (token) => one.get(token as symbol) });

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
    second = await testProcess(database, { jobs: false });
    desk = deskOf(process);
    points = process.get(Points);
    ledger = process.get(PointsLedger);
  });
  beforeEach(() => desk.setDay(DAY));

  /** What the ledger says in the end. */
  const answered = (at: PointsLedger, transfer: Transfer): Promise<unknown> =>
    eventually(
      () =>
        at.transfer(transfer).then(
          () => 'taken',
          (error: unknown) => error,
        ),
      (outcome) => outcome === 'taken' || outcome instanceof InsufficientPoints,
      ANSWERED_MS,
    );
  afterEach(async () => expect(await contradictions(database)).toEqual([]));
  afterAll(async () => {
    await Promise.all([process.stop(), second.stop()]);
    await database.drop();
  });

  const give = (userId: number, key: string, amount: number): Transfer => ({
    key,
    kind: 'test',
    reference: key,
    points: amount,
    from: REWARDS,
    to: { userId, kind: 'available' },
  });
  const take = (userId: number, key: string, amount: number): Transfer => ({
    ...give(userId, key, amount),
    from: { userId, kind: 'available' },
    to: REWARDS,
  });

  it('makes a transfer once for a key, also when twenty come at once', async () => {
    const userId = await somebody(database);
    const both = [ledger, second.get(PointsLedger)];
    const posted = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (both[index % 2] as PointsLedger).transfer(give(userId, 'twenty', 5)),
      ),
    );
    expect(new Set(posted.map(({ transferId }) => transferId)).size).toBe(1);
    expect(posted.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect((await rowsOf(database, userId)).available).toBe(5);
  });

  it('refuses the key of another transfer', async () => {
    const [one, other] = [await somebody(database), await somebody(database)];
    const first = give(one, 'a key', 5);
    await ledger.transfer(first);
    for (const change of [
      { points: 6 },
      { kind: 'other' },
      { reference: 'other' },
      { memo: 'other' },
      { to: { userId: other, kind: 'available' } as const },
      { from: { userId: null, kind: 'yield' } as const },
    ]) {
      await expect(ledger.transfer({ ...first, ...change })).rejects.toThrow(TransferKeyReused);
    }
    expect(await rowsOf(database, other)).toEqual({ available: 0, staked: 0, earned: 0 });
  });

  it.each([0, -1, 1.5, Number.NaN, 1_000_000_001, 2 ** 53])(
    'moves no %p points',
    async (amount) => {
      const userId = await somebody(database);
      await expect(ledger.transfer(give(userId, `bad ${amount}`, amount))).rejects.toThrow(
        RangeError,
      );
    },
  );

  it('never takes more than there is, and repeats what it took when nothing is left', async () => {
    const userId = await somebody(database);
    await ledger.transfer(give(userId, 'ten', 10));
    const taken = await ledger.transfer(take(userId, 'all of it', 10));
    await expect(ledger.transfer(take(userId, 'one more', 1))).rejects.toThrow(InsufficientPoints);
    expect(await ledger.transfer(take(userId, 'all of it', 10))).toEqual({
      ...taken,
      isNew: false,
    });
  });

  it('lets withdrawals at once take exactly what is there', async () => {
    const userId = await somebody(database);
    await ledger.transfer(give(userId, 'to be shared', 1_003));
    const both = [ledger, second.get(PointsLedger)];
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        answered(both[index % 2] as PointsLedger, take(userId, `share ${index}`, 7)),
      ),
    );
    expect(results.filter((result) => result === 'taken')).toHaveLength(143);
    expect(results.filter((result) => result instanceof InsufficientPoints)).toHaveLength(57);
    expect((await rowsOf(database, userId)).available).toBe(2);
  });

  it('pays once for a kind and a reference, with what caused it or not at all', async () => {
    const userId = await somebody(database);
    const reason = { kind: 'task_reward', reference: 'a task' };
    await points.earn(userId, 30, reason);
    await points.earn(userId, 30, reason);
    await expect(points.earn(userId, 31, reason)).rejects.toThrow(TransferKeyReused);
    const told = await database.query(
      `SELECT FROM outbox WHERE name = 'points.earned' AND payload @> $1`,
      [{ userId }],
    );
    expect(told).toHaveLength(1);
    const lost = process.get(Database).transaction(async () => {
      await points.earn(userId, 1, { kind: 'task_reward', reference: 'undone' });
      throw new Error('The task could not be saved.');
    });
    await expect(lost).rejects.toThrow('could not be saved');
    expect(await points.totalsOf(userId)).toEqual({ available: 30, staked: 0, earned: 30 });
  });

  it('has no two transfers wait for each other', async () => {
    const people = [await somebody(database), await somebody(database)];
    for (const userId of people) await ledger.transfer(give(userId, `first ${userId}`, 1_000));
    const both = [ledger, second.get(PointsLedger)];
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const userId = people[index % 2] as number;
        const [make, key] = [[give, take][(index >> 1) % 2] as typeof give, `wait ${index}`];
        return answered(both[(index >> 2) % 2] as PointsLedger, make(userId, key, 3));
      }),
    );
    for (const userId of people) expect((await rowsOf(database, userId)).available).toBe(1_000);
    const [met] = await database.query<{ deadlocks: string }>(
      `SELECT deadlocks::text FROM pg_stat_database WHERE datname = current_database()`,
    );
    expect(met).toEqual({ deadlocks: '0' });
  });

  it('opens a stake once for a key, also when ten ask at once in two places', async () => {
    const userId = await somebody(database);
    await ledger.transfer(give(userId, 'to commit', 100));
    const actor = { userId, userUuid: '', sessionId: '', grants: [] };
    const wish = { key: 'one stake', product: 'flexible', points: 60, taskId: null };
    const both = [process.get(Staking), second.get(Staking)];
    const opened = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (both[index % 2] as Staking).stake(actor, wish)),
    );
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(await rowsOf(database, userId)).toEqual({ available: 40, staked: 60, earned: 100 });
    await expect((both[0] as Staking).stake(actor, { ...wish, points: 1 })).rejects.toThrow(
      TransferKeyReused,
    );
  });

  describe('in the database', () => {
    const refused = (sql: string) => expect(database.query(sql)).rejects;

    const CHANGES = [
      `UPDATE point_entries SET amount = amount + 1`,
      `UPDATE point_entries SET balance_after = 0`,
      `DELETE FROM point_entries`,
      `TRUNCATE point_entries`,
      `TRUNCATE point_transfers CASCADE`,
      `UPDATE point_transfers SET kind = 'other'`,
      `UPDATE point_transfers SET created_at = now()`,
      `DELETE FROM point_transfers`,
    ];

    it('gives nobody the right to change it, not even its owner', async () => {
      await ledger.transfer(give(await somebody(database), 'for good', 10));
      const rights = await database.query(
        `SELECT "table", privilege FROM unnest(ARRAY['point_transfers', 'point_entries']) "table",
           unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) privilege,
           pg_class, aclexplode(relacl) AS granted
         WHERE oid = "table"::regclass AND privilege_type = privilege`,
      );
      expect(rights).toEqual([]);
      const [{ is_super: isSuper } = {}] = await database.query<{ is_super: boolean }>(
        `SELECT rolsuper AS is_super FROM pg_roles WHERE rolname = current_user`,
      );
      const words = isSuper ? /are never changed/ : /permission denied/;
      for (const sql of CHANGES) {
        await refused(sql).toMatchObject({ code: '42501', message: expect.stringMatching(words) });
      }
    });

    it('is not changed by an owner who took the right back', async () => {
      await database.query(
        `GRANT UPDATE, DELETE, TRUNCATE ON point_entries, point_transfers TO CURRENT_USER`,
      );
      try {
        for (const sql of [
          ...CHANGES,
          `UPDATE point_transfers SET created_by = (SELECT min(id) FROM users)`,
          `DELETE FROM point_accounts`,
          `UPDATE point_accounts SET owner_id = owner_id + 1 WHERE owner_id IS NOT NULL`,
        ]) {
          await refused(sql).toMatchObject({
            code: '42501',
            message: expect.stringMatching(/are never changed/),
          });
        }
      } finally {
        await database.query(
          `REVOKE UPDATE, DELETE, TRUNCATE ON point_entries, point_transfers FROM CURRENT_USER`,
        );
        await database.query(`GRANT UPDATE (created_by) ON point_transfers TO CURRENT_USER`);
      }
    });

    it('refuses what does not add up to nothing, and a person below 0', async () => {
      const userId = await somebody(database);
      await ledger.transfer(give(userId, 'some', 10));
      const [account] = await database.query<{ id: string }>(
        `SELECT id FROM point_accounts WHERE owner_id = $1 AND kind = 'available'`,
        [userId],
      );
      const transfer = (entries: string) =>
        `WITH made AS (INSERT INTO point_transfers (key, kind, reference, created_at)
           VALUES ('by hand', 'test', 'x', now()) RETURNING id)
         INSERT INTO point_entries (transfer_id, account_id, amount, balance_after)
         SELECT made.id, entry.account::uuid, amount, 0
         FROM made, (VALUES ${entries}) AS entry (account, amount)`;
      await refused(transfer(`('${account?.id}', 5)`)).toMatchObject({ code: '23514' });
      await refused(
        `INSERT INTO point_transfers (key, kind, reference, created_at)
         VALUES ('empty', 'test', 'x', now())`,
      ).toMatchObject({ code: '23514' });
      await refused(
        `INSERT INTO point_entries (transfer_id, account_id, amount, balance_after)
         SELECT id, (SELECT id FROM point_accounts WHERE kind = 'yield' LIMIT 1), 5, 5
         FROM point_transfers WHERE key = 'some'`,
      ).toMatchObject({ code: '23514' });
      await refused(
        `UPDATE point_accounts SET balance = -1 WHERE id = '${account?.id}'`,
      ).toMatchObject({ code: '23514' });
    });
  });

  describe('when a person is erased', () => {
    it('keeps the entries and gives their points back to the institution', async () => {
      const userId = await somebody(database);
      const admin = await somebody(database);
      await ledger.transfer({ ...give(userId, 'granted', 500), createdBy: admin });
      await desk.perform(userId, { do: 'stake', product: 'flexible', points: 200, key: 's1' });
      const accounts = await database.query<{ id: string }>(
        `SELECT id FROM point_accounts WHERE owner_id = $1`,
        [userId],
      );
      await database.query(`DELETE FROM users WHERE id = ANY($1)`, [[userId, admin]]);
      const left = await database.query<{ balance: string; owner_id: number | null }>(
        `SELECT balance, owner_id, earned_total FROM point_accounts WHERE id = ANY($1)`,
        [accounts.map(({ id }) => id)],
      );
      expect(left).toEqual([
        { balance: '0', owner_id: null, earned_total: '0' },
        { balance: '0', owner_id: null, earned_total: '0' },
      ]);
      const [sum] = await database.query(
        `SELECT sum(amount)::text AS given_back FROM point_entries entry
         JOIN point_accounts account ON account.id = entry.account_id
         JOIN point_transfers transfer ON transfer.id = entry.transfer_id
         WHERE account.kind = 'forfeited' AND transfer.kind = 'forfeit'`,
      );
      expect(sum).toEqual({ given_back: '500' });
      expect(await database.query(`SELECT FROM stakes WHERE user_id = $1`, [userId])).toEqual([]);
      expect(
        await database.query(`SELECT created_by FROM point_transfers WHERE key = 'granted'`),
      ).toEqual([{ created_by: null }]);
    });
  });

  describe('counts the days of stakes', () => {
    const stakes = () =>
      database.query(
        `SELECT product, points, accrued_points, accrued_through, status FROM stakes
         WHERE key LIKE '%day-test-%' ORDER BY points, product`,
      );
    const openAll = async (name: string) => {
      desk.setDay(DAY);
      const userId = await somebody(database);
      await ledger.transfer(give(userId, `for ${name}`, 1_000_000));
      for (const product of ['flexible', 'fixed_30', 'fixed_90'] as const) {
        for (const amount of [1, 99, 12_167, 36_499, 100_000]) {
          const key = `day-test-${name}-${product}-${amount}`;
          expect(await desk.perform(userId, { do: 'stake', product, points: amount, key })).toBe(
            'done',
          );
        }
      }
      return userId;
    };

    it('the same late by ten days, twice, and in two places at once, as day by day', async () => {
      await openAll('daily');
      for (let day = DAY; day <= DAY + 35; day += 1) {
        desk.setDay(day);
        await desk.accrue();
      }
      const daily = await stakes();
      await database.query(`DELETE FROM stakes WHERE key LIKE '%day-test-%'`);
      await openAll('late');
      const other = deskOf(second);
      for (const day of [DAY + 3, DAY + 13, DAY + 35]) {
        desk.setDay(day);
        other.setDay(day);
        await Promise.all([desk.accrue(), other.accrue(), desk.accrue()]);
        await desk.accrue();
      }
      expect(await stakes()).toEqual(daily);
      desk.setDay(DAY + 20);
      await desk.accrue();
      expect(await stakes()).toEqual(daily);
    });

    it('by a formula that an independent calculation agrees with', async () => {
      const rows = await database.query<{
        product: string;
        points: string;
        accrued_points: string;
        accrued_through: string;
      }>(
        `SELECT product, points::text, accrued_points::text, accrued_through::text FROM stakes
         WHERE key LIKE '%day-test-%'`,
      );
      expect(rows).toHaveLength(15);
      for (const { product, points: amount, accrued_points } of rows) {
        const [rate, lock] = { flexible: [1, 99], fixed_30: [3, 30], fixed_90: [5, 90] }[
          product
        ] as [number, number];
        const days = Math.min(34, lock);
        const hundredths = (Number(amount) * rate * days) / 365;
        expect([product, amount, accrued_points]).toEqual([
          product,
          amount,
          String(Math.floor(hundredths / 100)),
        ]);
      }
    });

    it('tells of each matured stake once', async () => {
      const [told] = await database.query(
        `SELECT count(*)::integer AS events, count(DISTINCT payload ->> 'stakeId')::integer AS stakes
         FROM outbox WHERE name = 'stake.matured'`,
      );
      expect(told).toEqual({ events: 10, stakes: 10 });
    });

    it('and finds the stakes that a request has in hand another time', async () => {
      const [held] = await database.query<{ id: string }>(
        `SELECT id FROM stakes WHERE key LIKE '%day-test-late-flexible-100000'`,
      );
      desk.setDay(DAY + 40);
      await database.query('BEGIN');
      await database.query(`SELECT FROM stakes WHERE id = $1 FOR UPDATE`, [held?.id]);
      await desk.accrue();
      await database.query('COMMIT');
      const through = () =>
        database.query<{ accrued_points: string }>(
          `SELECT accrued_points::text FROM stakes WHERE id = $1`,
          [held?.id],
        );
      expect(await through()).toEqual([{ accrued_points: '93' }]);
      await desk.accrue();
      expect(await through()).toEqual([{ accrued_points: '106' }]);
    });
  });
});
