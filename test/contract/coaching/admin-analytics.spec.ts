import { isDeepStrictEqual } from 'node:util';
import { CoachingOverviewRepository } from '../../../src/domain/analytics/coaching-overview.repository';
import type { Role } from '../../../src/kernel/actor';
import {
  type Account,
  type Payment,
  storeAccounts,
  storePayments,
  storeSessions,
} from '../../support/business';
import { longBeforeMidnight } from '../../support/long-before-midnight';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const PATH = '/admin/analytics';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NAMES = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const WEIGHT: readonly Role[] = ['PLATFORM_ADMIN', 'INSTRUCTOR', 'COACH', 'STUDENT'];
const ZONES = [
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  '+05:30',
  '-03:00',
];

const clocks = new Map<string, Intl.DateTimeFormat>();
const knownDays = new Map<string, string>();

/** The calendar day `YYYY-MM-DD` of a moment in a time zone. */
function dayIn(zone: string, moment: Date): string {
  const key = `${zone} ${+moment}`;
  const known = knownDays.get(key);
  if (known !== undefined) return known;
  const written = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-CA', written);
  clocks.set(zone, clock);
  const day = clock.format(moment);
  knownDays.set(key, day);
  return day;
}

const monthIn = (zone: string, moment: Date) => dayIn(zone, moment).slice(0, 7);

/** The last months, the one of that day included, oldest first. */
function lastMonths(day: string, count: number): string[] {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - count + back)).toISOString().slice(0, 7),
  );
}

interface Business {
  readonly accounts: readonly Account[];
  readonly payments: readonly Payment[];
  readonly sessions: readonly string[];
}

/** The same report, computed by looking at every row for every figure. */
function recomputed({ accounts, payments, sessions }: Business, zone: string, at: Date) {
  const today = dayIn(zone, at);
  const roleAt = ({ roles }: Account, isGiven: (moment: Date) => boolean): Role =>
    WEIGHT.find((role) => roles.some((held) => held.role === role && isGiven(held.grantedAt))) ??
    'STUDENT';
  const isLately = (moment: Date | null) => moment !== null && +at - +moment < 30 * DAY_MS;
  const enabled = (role: Role) =>
    accounts.filter((account) => account.isActive && roleAt(account, () => true) === role);
  const active = (role: Role) =>
    enabled(role).filter(({ didAt, renewedAt }) => isLately(didAt) || isLately(renewedAt));
  const scores = accounts.flatMap(({ isActive, readiness }) =>
    isActive && typeof readiness === 'number' ? [readiness] : [],
  );
  const total = scores.reduce((sum, score) => sum + score, 0);
  const months = lastMonths(today, 24);
  const cents = months.map((month) =>
    payments
      .filter(({ currency, paidAt }) => currency === 'usd' && monthIn(zone, paidAt) === month)
      .reduce((sum, payment) => sum + payment.amountCents - payment.refundedCents, 0),
  );
  const heads = (role: Role, month: string) =>
    accounts.filter((account) => {
      const isUntil = (moment: Date) => monthIn(zone, moment) <= month;
      return isUntil(account.createdAt) && roleAt(account, isUntil) === role;
    }).length;
  const named = (month: string) => ({
    month: NAMES[Number(month.slice(5)) - 1],
    period: month,
  });
  const dollars = String(Math.floor(((cents.at(-1) as number) + 50) / 100));
  return {
    overview: {
      total_users: accounts.length,
      active_students: active('STUDENT').length,
      active_coaches: active('COACH').length,
      students: enabled('STUDENT').length,
      coaches: enabled('COACH').length,
      revenue_mtd: `$${dollars.replaceAll(/\B(?=(\d{3})+$)/g, ',')}`,
      sessions_completed: sessions.filter((day) => day <= today).length,
      avg_readiness_score:
        scores.length === 0
          ? null
          : Math.floor((2 * total + 10 * scores.length) / (20 * scores.length)) / 100,
    },
    trends: {
      user_growth: months.map((month) => ({
        ...named(month),
        students: heads('STUDENT', month),
        coaches: heads('COACH', month),
      })),
      revenue_trend: months.map((month, position) => ({
        ...named(month),
        amount: (cents[position] as number) / 100,
      })),
    },
    reporting_time_zone: zone,
  };
}

/** A generator of the same numbers each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Three years of a business, much of it in the hours around the turn of a month. */
function randomBusiness(now: Date, admin: Account, seed: number): Business {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const moment = (): Date => {
    if (random() < 0.4) return new Date(+now - random() * 1_000 * DAY_MS);
    const turn = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - below(30), 1);
    return new Date(Math.min(+now - DAY_MS, turn + (random() - 0.5) * 28 * HOUR_MS));
  };
  const maybe = <Value>(value: () => Value): Value | null => (random() < 0.5 ? value() : null);
  const lately = () => new Date(+now - (random() < 0.5 ? 29.9 : 30.1) * DAY_MS);
  const dayAround = (days: number) => new Date(+now + days * DAY_MS).toISOString().slice(0, 10);
  const accounts = Array.from({ length: 300 }, (_, index): Account => {
    const createdAt = moment();
    const joined = { role: random() < 0.7 ? 'STUDENT' : 'COACH', grantedAt: createdAt } as const;
    const later = WEIGHT.filter((role) => role !== joined.role && random() < 0.15).map((role) => ({
      role,
      grantedAt: moment(),
    }));
    const roles = random() < 0.05 ? later : [joined, ...later];
    return {
      id: 10_000 + index,
      isActive: random() < 0.85,
      createdAt,
      didAt: maybe(lately),
      befellAt: maybe(lately),
      renewedAt: maybe(lately),
      roles,
      ...(random() < 0.5 ? {} : { readiness: maybe(() => below(1_001)) }),
    };
  });
  const payments = Array.from({ length: 600 }, (): Payment => {
    const amountCents = below(400_000);
    return {
      amountCents,
      refundedCents: random() < 0.2 ? below(amountCents + 1) : 0,
      currency: random() < 0.1 ? 'eur' : 'usd',
      paidAt: random() < 0.2 ? new Date(+now - random() * 20 * DAY_MS) : moment(),
    };
  });
  const sessions = Array.from({ length: 200 }, () => dayAround(2 - below(300)));
  return { accounts: [admin, ...accounts], payments, sessions };
}

describe('Coaching: the figures of the business', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  afterAll(() => app.stop());

  afterEach(async () => {
    await app.database.query('DELETE FROM payments');
    await app.database.query('DELETE FROM coaching_sessions');
    await app.database.query('DELETE FROM users WHERE id <> $1', [admin.id]);
  });

  const ask = (query = '') => app.coaching.get(`${PATH}${query}`, { token: admin.token });

  async function asAccount({ id }: Person): Promise<Account> {
    const [row] = await app.database.query<{ created_at: Date; granted_at: Date }>(
      `SELECT account.created_at, held.granted_at
       FROM users account JOIN role_grants held ON held.user_id = account.id
       WHERE account.id = $1 AND held.role = 'PLATFORM_ADMIN'`,
      [id],
    );
    if (row === undefined) throw new Error('The admin is gone.');
    return {
      id,
      isActive: true,
      createdAt: row.created_at,
      didAt: null,
      befellAt: null,
      renewedAt: null,
      roles: [{ role: 'PLATFORM_ADMIN', grantedAt: row.granted_at }],
    };
  }

  async function reportIn(zone: string): Promise<void> {
    const reply = await app.coaching.put(
      '/admin/settings',
      { category: 'general', settings: { reporting_time_zone: zone } },
      { token: admin.token },
    );
    expect(reply.status).toBe(200);
  }

  it('answers the documented example', async () => {
    await longBeforeMidnight();
    const now = new Date();
    const monthStart = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
    const before = new Date(monthStart - 10 * DAY_MS);
    const account = (id: number, role: Role, createdAt: Date): Account => ({
      id,
      isActive: true,
      createdAt,
      didAt: now,
      befellAt: null,
      renewedAt: null,
      roles: [{ role, grantedAt: createdAt }],
    });
    await storeAccounts(app.database, [
      ...Array.from({ length: 18 }, (_, index) => account(1_000 + index, 'STUDENT', before)),
      ...Array.from({ length: 25 }, (_, index) => account(2_000 + index, 'COACH', before)),
      ...Array.from({ length: 5 }, (_, index) => ({
        ...account(3_000 + index, 'STUDENT', now),
        readiness: 700 + 10 * index,
      })),
      ...Array.from({ length: 5 }, (_, index) => account(4_000 + index, 'COACH', now)),
    ]);
    const paid = { refundedCents: 0, currency: 'usd' };
    await storePayments(app.database, [
      { ...paid, amountCents: 4_215_000, paidAt: before },
      { ...paid, amountCents: 4_600_000, refundedCents: 77_000, paidAt: new Date(monthStart) },
    ]);
    const days = Array.from({ length: 142 }, () => before.toISOString().slice(0, 10));
    await storeSessions(app.database, 2_000, 1_000, days);
    const reply = await ask('?months=2');
    expect(reply.status).toBe(200);
    const [last, present] = lastMonths(now.toISOString(), 2).map((period) => ({
      month: NAMES[Number(period.slice(5)) - 1],
      period,
    }));
    expect(reply.body).toEqual({
      overview: {
        total_users: 54,
        active_students: 23,
        active_coaches: 30,
        students: 23,
        coaches: 30,
        revenue_mtd: '$45,230',
        sessions_completed: 142,
        avg_readiness_score: 0.72,
      },
      trends: {
        user_growth: [
          { ...last, students: 18, coaches: 25 },
          { ...present, students: 23, coaches: 30 },
        ],
        revenue_trend: [
          { ...last, amount: 42_150 },
          { ...present, amount: 45_230 },
        ],
      },
      reporting_time_zone: 'UTC',
    });
  });

  it('has figures for an installation in which nothing has happened', async () => {
    const { body } = await ask();
    expect(body.overview).toMatchObject({
      total_users: 1,
      active_students: 0,
      active_coaches: 0,
      revenue_mtd: '$0',
      sessions_completed: 0,
      avg_readiness_score: null,
    });
    expect(body.trends.user_growth).toHaveLength(12);
    expect(body.trends.revenue_trend.map(({ amount }: { amount: number }) => amount)).toEqual(
      Array.from({ length: 12 }, () => 0),
    );
  });

  it('is for platform admins only, under every prefix of the contract', async () => {
    expect((await app.coaching.get(PATH)).status).toBe(401);
    for (const roles of [[], ['COACH'], ['INSTRUCTOR']] as const) {
      const { token } = await person(app, ...roles);
      expect((await app.coaching.get(PATH, { token })).status).toBe(403);
    }
    for (const prefix of ['/v1', '/v2']) {
      const options = { token: admin.token };
      expect((await app.root.get(`${prefix}${PATH}`, options)).status).toBe(200);
    }
  });

  it.each(['0', '25', '-1', '1.5', '1e1', 'all', ''])('refuses %j months', async (months) => {
    const reply = await ask(`?months=${months}`);
    expect([reply.status, reply.body.error.code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('refuses what it does not know', async () => {
    expect((await ask('?month=3')).status).toBe(400);
  });

  it('leaves no trace: nobody’s record is read', async () => {
    const entries = () => app.database.query('SELECT id FROM audit_entries');
    const before = await entries();
    await ask();
    expect(await entries()).toHaveLength(before.length);
  });

  it('tells payments that were made to try it out from those that were real', async () => {
    const now = new Date();
    const payment = { refundedCents: 0, currency: 'usd', paidAt: now };
    await storePayments(app.database, [{ ...payment, amountCents: 100 }]);
    await app.database.query('UPDATE payments SET livemode = true');
    await storePayments(app.database, [{ ...payment, amountCents: 20_000 }]);
    const figures = app.trellis.app.get(CoachingOverviewRepository);
    const months = await figures.months(now, 'UTC', 1);
    expect(await figures.revenueCents(months, true)).toEqual([100]);
    expect(await figures.revenueCents(months, false)).toEqual([20_000]);
    expect(await figures.revenueCents(months, null)).toEqual([20_100]);
  });

  it('equals what looking at every row gives, in every time zone', async () => {
    const business = randomBusiness(new Date(), await asAccount(admin), 20_261_122);
    await storeAccounts(app.database, business.accounts.slice(1));
    await storePayments(app.database, business.payments);
    await storeSessions(app.database, 10_000, 10_001, business.sessions);
    const reports = new Set<string>();
    for (const zone of ZONES) {
      await reportIn(zone);
      const before = recomputed(business, zone, new Date());
      const reply = await ask('?months=24');
      expect(reply.status).toBe(200);
      // Midnight may have passed meanwhile.
      const isBefore = isDeepStrictEqual(reply.body, before);
      expect(reply.body).toEqual(isBefore ? before : recomputed(business, zone, new Date()));
      reports.add(JSON.stringify(reply.body.trends));
    }
    // The data tell time zones apart, or the comparison would say little.
    expect(reports.size).toBeGreaterThan(ZONES.length / 2);
    await reportIn('UTC');
  });
});
