import { MemoryFailureLimiter } from './memory-failure-limiter';

describe('MemoryFailureLimiter', () => {
  let now: number;
  let limiter: MemoryFailureLimiter;

  beforeEach(() => {
    now = Date.UTC(2026, 0, 1);
    limiter = new MemoryFailureLimiter({ now: () => new Date(now) });
  });

  /** Tries so often, each as soon as it is welcome, and succeeds never. */
  async function fail(times: number, key = 'ada|10.0.0.1'): Promise<void> {
    for (let done = 0; done < times;) {
      const verdict = await limiter.attempt(key);
      if (verdict.allowed) done += 1;
      else now += verdict.retryAfterSeconds * 1000;
    }
  }

  it('lets ten tries fail and makes the eleventh wait half a minute', async () => {
    await fail(9);
    expect((await limiter.attempt('ada|10.0.0.1')).allowed).toBe(true);
    expect(await limiter.attempt('ada|10.0.0.1')).toEqual({
      allowed: false,
      retryAfterSeconds: 30,
    });
  });

  it('lets no more than ten of many tries made side by side pass', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, () => limiter.attempt('ada|10.0.0.1')),
    );
    expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(10);
  });

  it('does not make the pause longer for tries that were refused', async () => {
    await fail(10);
    for (let index = 0; index < 5; index += 1) await limiter.attempt('ada|10.0.0.1');
    now += 30_000;
    expect((await limiter.attempt('ada|10.0.0.1')).allowed).toBe(true);
  });

  it('doubles the pause with each further failure, up to a quarter of an hour', async () => {
    await fail(11);
    expect((await limiter.attempt('ada|10.0.0.1')).retryAfterSeconds).toBe(60);
    await fail(4);
    expect((await limiter.attempt('ada|10.0.0.1')).retryAfterSeconds).toBe(900);
  });

  it('does not hold one account against its neighbour behind the same address', async () => {
    await fail(12);
    expect((await limiter.attempt('ben|10.0.0.1')).allowed).toBe(true);
  });

  it('forgets after a success and after a quiet quarter of an hour', async () => {
    await fail(12);
    await limiter.clear('ada|10.0.0.1');
    expect((await limiter.attempt('ada|10.0.0.1')).allowed).toBe(true);
    await fail(12);
    now += 901_000;
    for (let index = 0; index < 10; index += 1) {
      expect((await limiter.attempt('ada|10.0.0.1')).allowed).toBe(true);
    }
    expect((await limiter.attempt('ada|10.0.0.1')).allowed).toBe(false);
  });
});
