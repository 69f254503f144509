import { Logger } from '@nestjs/common';
import type { FailureLimiter } from '../../../src/platform/rate-limit/failure-limiter';
import { FallibleFailureLimiter } from '../../../src/platform/rate-limit/fallible-failure-limiter';
import { PostgresFailureLimiter } from '../../../src/platform/rate-limit/postgres-failure-limiter';
import { RedisFailureLimiter } from '../../../src/platform/rate-limit/redis-failure-limiter';
import { eventually } from '../../support/eventually';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

const PATIENCE_MS = 20_000;
const PEPPER = 'pepper-of-this-test';

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

const places: [string, () => FailureLimiter][] = [
  ['PostgreSQL', () => new PostgresFailureLimiter(database.url, PATIENCE_MS)],
];
if (REDIS_PROGRAM !== undefined) {
  places.push(['Redis', () => new RedisFailureLimiter((redis as RedisServer).url)]);
}

describe.each(places)('Failed sign-ins in %s', (_name, open) => {
  let processes: [FailureLimiter, FailureLimiter];

  beforeEach(async () => {
    processes = [open(), open()];
    // A connection that is not there yet fails at once.
    for (const one of processes) {
      await eventually(
        () =>
          one.clear('nobody').then(
            () => true,
            () => false,
          ),
        Boolean,
        20_000,
      );
    }
  });
  afterEach(() => Promise.all(processes.map((one) => one.close())));

  it('are ten for two processes together, tried side by side; then they wait', async () => {
    const [first, second] = processes;
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? first : second).attempt('ada')),
    );
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(10);
    const { allowed, retryAfterSeconds } = await second.attempt('ada');
    expect(allowed).toBe(false);
    expect(retryAfterSeconds).toBeGreaterThan(10);
    expect(retryAfterSeconds).toBeLessThanOrEqual(30);
    expect(await first.attempt('ben')).toEqual({ allowed: true, retryAfterSeconds: 0 });
  });

  it('are forgotten everywhere after a success', async () => {
    const [first, second] = processes;
    for (let index = 0; index < 11; index += 1) await first.attempt('eve');
    expect((await second.attempt('eve')).allowed).toBe(false);
    await first.clear('eve');
    expect((await second.attempt('eve')).allowed).toBe(true);
  });
});

it('Failed sign-ins are counted by the process alone while nobody else does', async () => {
  const away = new PostgresFailureLimiter('postgres://nobody@127.0.0.1:1/nothing', 200);
  const limiter = new FallibleFailureLimiter(away, 500, PEPPER);
  for (let index = 0; index < 10; index += 1) {
    expect((await limiter.attempt('ada')).allowed).toBe(true);
  }
  expect((await limiter.attempt('ada')).allowed).toBe(false);
  await limiter.clear('ada');
  expect((await limiter.attempt('ada')).allowed).toBe(true);
  await limiter.close();
});
