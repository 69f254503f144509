import { MemoryFailureLimiter } from './memory-failure-limiter';

describe('MemoryFailureLimiter', () => {
  let now: number;
  let limiter: MemoryFailureLimiter;

  beforeEach(() => {
    now = Date.UTC(2026, 0, 1);
    limiter = new MemoryFailureLimiter({ now: () => new Date(now) });
  });

  async function fail(times: number, key = 'ada|10.0.0.1'): Promise<void> {
    for (let index = 0; index < times; index += 1) await limiter.fail(key);
  }

  it('lets nine failures pass and makes the tenth wait half a minute', async () => {
    await fail(9);
    expect((await limiter.check('ada|10.0.0.1')).allowed).toBe(true);
    await fail(1);
    expect(await limiter.check('ada|10.0.0.1')).toEqual({ allowed: false, retryAfterSeconds: 30 });
  });

  it('doubles the pause with each further failure, up to a quarter of an hour', async () => {
    await fail(11);
    expect((await limiter.check('ada|10.0.0.1')).retryAfterSeconds).toBe(60);
    await fail(20);
    expect((await limiter.check('ada|10.0.0.1')).retryAfterSeconds).toBe(900);
  });

  it('does not hold one account against its neighbour behind the same address', async () => {
    await fail(30);
    expect((await limiter.check('ben|10.0.0.1')).allowed).toBe(true);
  });

  it('forgets after a success and after a quiet quarter of an hour', async () => {
    await fail(12);
    await limiter.clear('ada|10.0.0.1');
    expect((await limiter.check('ada|10.0.0.1')).allowed).toBe(true);
    await fail(12);
    now += 901_000;
    expect((await limiter.check('ada|10.0.0.1')).allowed).toBe(true);
    await fail(1);
    expect((await limiter.check('ada|10.0.0.1')).allowed).toBe(true);
  });
});
