import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRateLimits } from '../../../src/platform/rate-limit/create-rate-limits';
import { Logger } from '@nestjs/common';
import { configurationFrom } from '../../../src/platform/config/configuration';
import { LeasedRateLimits } from '../../../src/platform/rate-limit/leased-rate-limits';
import { type Limit, type Outcome, remaining } from '../../../src/platform/rate-limit/limit';
import { MemoryRateLimits } from '../../../src/platform/rate-limit/memory-rate-limits';
import { PostgresRateLimits } from '../../../src/platform/rate-limit/postgres-rate-limits';
import type { RateLimitStorage } from '../../../src/platform/rate-limit/rate-limit-storage';
import { RedisRateLimits } from '../../../src/platform/rate-limit/redis-rate-limits';
import { eventually } from '../../support/eventually';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { TcpProxy } from '../../support/tcp-proxy';
import { TEST_SECRET } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

/** Nothing flows off it while a test runs. */
const SLOW_BUCKET: Limit = { name: 'slow', requests: 1, seconds: 3_600, burst: 50 };
const LONG_WINDOW: Limit = { name: 'long', requests: 50, seconds: 3_600 };
const FAST_BUCKET: Limit = { name: 'fast', requests: 20, seconds: 2, burst: 3 };
const SHORT_WINDOW: Limit = { name: 'short', requests: 3, seconds: 1 };
const PATIENCE_MS = 20_000;

let database: TestDatabase;
let redis: RedisServer | null = null;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createTestDatabase();
  if (REDIS_PROGRAM !== undefined) redis = await RedisServer.start(REDIS_PROGRAM);
});
afterAll(async () => {
  await redis?.stop();
  await database.drop();
});

const storages: [string, () => Promise<RateLimitStorage>][] = [
  ['process memory', async () => new MemoryRateLimits()],
  [
    'PostgreSQL',
    async () => new LeasedRateLimits(new PostgresRateLimits(database.url, PATIENCE_MS)),
  ],
];
if (REDIS_PROGRAM !== undefined) {
  storages.push([
    'Redis',
    async () => {
      const storage = new RedisRateLimits((redis as RedisServer).url);
      await storage.connected(PATIENCE_MS);
      return new LeasedRateLimits(storage);
    },
  ]);
}

async function spendTimes(storage: RateLimitStorage, times: number, key: string, limit: Limit) {
  const outcomes: Outcome[] = [];
  for (let index = 0; index < times; index += 1) outcomes.push(await storage.spend(key, limit));
  return outcomes;
}

const allowedOf = (outcomes: readonly Outcome[]) =>
  outcomes.filter(({ allowed }) => allowed).length;

describe.each(storages)('Rate limits in %s', (_name, open) => {
  let storage: RateLimitStorage;

  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.close());

  it.each([SLOW_BUCKET, LONG_WINDOW])('lets exactly the allowance of %j pass', async (limit) => {
    const outcomes = await spendTimes(storage, 60, `exact ${limit.name}`, limit);
    expect(outcomes.map(({ allowed }) => allowed)).toEqual([
      ...Array.from({ length: 50 }, () => true),
      ...Array.from({ length: 10 }, () => false),
    ]);
    expect(outcomes.at(-1)?.used).toBeCloseTo(50, 1);
  });

  it('tells the present time and the begin of what it counts', async () => {
    const [first, second] = await spendTimes(storage, 2, 'times', LONG_WINDOW);
    expect(Math.abs((first?.now ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(Math.abs((first?.since ?? 0) - (first?.now ?? 0))).toBeLessThan(5_000);
    expect(second?.since).toBeCloseTo(first?.since ?? 0, 0);
    expect(remaining(LONG_WINDOW, second as Outcome)).toBe(48);
  });

  it('refills a bucket by and by', async () => {
    // A machine that pauses lets it refill meanwhile.
    await eventually(
      () => spendTimes(storage, 30, 'refill', FAST_BUCKET),
      (outcomes) => (outcomes.at(-1)?.used ?? 0) > 2,
      20_000,
    );
    await sleep(600);
    expect(allowedOf(await spendTimes(storage, 3, 'refill', FAST_BUCKET))).toBe(3);
  });

  it('opens a window anew when it has ended', async () => {
    const outcomes = await spendTimes(storage, 4, 'window', SHORT_WINDOW);
    expect(outcomes.at(0)?.allowed).toBe(true);
    await sleep(1_050);
    const next = await storage.spend('window', SHORT_WINDOW);
    expect(next).toMatchObject({ allowed: true, used: 1 });
  });

  it('keeps buckets apart', async () => {
    await spendTimes(storage, 60, 'one', LONG_WINDOW);
    expect(await storage.spend('another', LONG_WINDOW)).toMatchObject({ allowed: true, used: 1 });
  });

  it('keeps what was used when the limit changes', async () => {
    const wider: Limit = { name: 'wide', requests: 10, seconds: 3_600, burst: 100 };
    await spendTimes(storage, 60, 'plan', SLOW_BUCKET);
    const upgraded = await storage.spend('plan', wider);
    expect(upgraded.allowed).toBe(true);
    expect(upgraded.used).toBeCloseTo(51, 1);
    expect((await storage.spend('plan', SLOW_BUCKET)).allowed).toBe(false);
  });
});

describe.each(storages.slice(1))('Two processes that count in %s', (_name, open) => {
  let processes: [RateLimitStorage, RateLimitStorage];

  beforeEach(async () => {
    processes = [await open(), await open()];
  });
  afterEach(() => Promise.all(processes.map((one) => one.close())));

  it.each([SLOW_BUCKET, LONG_WINDOW])('let %j pass together, all at once', async (limit) => {
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        (processes[index % 2] as RateLimitStorage).spend(`at once ${limit.name}`, limit),
      ),
    );
    expect(Math.abs(allowedOf(outcomes) - 50)).toBeLessThanOrEqual(1);
  });

  it.each([SLOW_BUCKET, LONG_WINDOW])('let %j pass together, by and by', async (limit) => {
    const each = await Promise.all(
      processes.map((one) => spendTimes(one, 100, `by and by ${limit.name}`, limit)),
    );
    expect(Math.abs(allowedOf(each.flat()) - 50)).toBeLessThanOrEqual(1);
  });

  it('keep nothing from each other for long', async () => {
    const limit: Limit = { name: 'large', requests: 640, seconds: 3_600 };
    const [first, second] = processes;
    // In steady use the first counts some ahead.
    const passed = allowedOf(await spendTimes(first, 200, 'kept', limit));
    let rest = 0;
    await eventually(
      async () => (rest += allowedOf(await spendTimes(second, 640, 'kept', limit))),
      () => passed + rest >= 640,
      20_000,
    );
    expect(passed + rest).toBe(640);
    expect((await second.spend('kept', limit)).allowed).toBe(false);
  });

  it('give back what was counted ahead when they end', async () => {
    const limit: Limit = { name: 'large', requests: 640, seconds: 3_600 };
    const [first, second] = processes;
    const passed = allowedOf(await spendTimes(first, 100, 'ended', limit));
    await first.close();
    expect((await second.spend('ended', limit)).used).toBe(passed + 1);
    processes[0] = new MemoryRateLimits();
  });

  it('tell what is left as if each request had been asked for', async () => {
    const limit: Limit = { name: 'large', requests: 640, seconds: 3_600 };
    const outcomes = await spendTimes(processes[0], 150, 'told', limit);
    expect(outcomes.map(({ used }) => used)).toEqual(
      Array.from({ length: 150 }, (_, index) => index + 1),
    );
  });
});

describe('Process memory', () => {
  it('forgets the bucket that rested longest when there are too many', () => {
    const storage = new MemoryRateLimits(undefined, 2);
    storage.spend('a', LONG_WINDOW);
    storage.spend('b', LONG_WINDOW);
    storage.spend('a', LONG_WINDOW);
    storage.spend('c', LONG_WINDOW);
    expect(storage.spend('a', LONG_WINDOW).used).toBe(3);
    expect(storage.spend('b', LONG_WINDOW).used).toBe(1);
  });
});

describe('A storage that is away', () => {
  const away: [string, (url: string) => Record<string, string>][] = [
    ['PostgreSQL', (url) => ({ RATE_LIMITS: 'postgres', DATABASE_URL: url })],
  ];
  if (REDIS_PROGRAM !== undefined) {
    away.push(['Redis', (url) => ({ RATE_LIMITS: 'redis', REDIS_URL: url })]);
  }
  const addressOf = (name: string) =>
    name === 'Redis' ? (redis as RedisServer).url : database.url;

  it.each(away)('leaves the decision to the process: %s', async (name, environment) => {
    const direct = await storages.find(([one]) => one === name)?.[1]();
    if (direct === undefined) throw new Error(`There is no storage ${name}.`);
    const line = await TcpProxy.to(addressOf(name));
    await line.open();
    const configuration = configurationFrom({
      NODE_ENV: 'test',
      DATA_FOLDER: tmpdir(),
      TRELLIS_SECRET: TEST_SECRET,
      ...environment(line.url),
    });
    const storage = (await createRateLimits(configuration, line.url)) as RateLimitStorage;
    try {
      expect((await storage.spend('shared', LONG_WINDOW)).used).toBe(1);
      line.freeze();
      const frozen = await spendTimes(storage, 60, 'shared', LONG_WINDOW);
      expect(allowedOf(frozen)).toBe(49);
      line.thaw();
      await line.cut();
      expect(allowedOf(await spendTimes(storage, 60, 'cut', LONG_WINDOW))).toBe(50);
      await line.open();
      // Counted there again: who asks there directly sees it.
      await eventually(
        async () => {
          await storage.spend('back', LONG_WINDOW);
          return (await direct.spend('back', LONG_WINDOW)).used;
        },
        (used) => used > 1,
        20_000,
      );
    } finally {
      await Promise.all([storage.close(), direct.close()]);
      await line.cut();
    }
  });
});
