import type { FailureLimiter, Verdict } from './failure-limiter';
import {
  FIRST_PAUSE_SECONDS,
  FORGET_AFTER_SECONDS,
  FREE_FAILURES,
  LONGEST_PAUSE_SECONDS,
} from './failure-pause';
import { countingRedis, type CountingRedis } from './counting-redis';

const ATTEMPT = `
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local held = redis.call('GET', KEYS[1])
local failures = 0
if held then
  local place = string.find(held, ' ', 1, true)
  failures = tonumber(string.sub(held, 1, place - 1))
  local elapsed = math.max(0, now - tonumber(string.sub(held, place + 1)))
  if failures >= ${FREE_FAILURES} then
    local pause = math.min(${LONGEST_PAUSE_SECONDS}, ${FIRST_PAUSE_SECONDS} * 2 ^ (failures - ${FREE_FAILURES}))
    local wait = math.ceil(pause - elapsed)
    if wait > 0 then return wait end
  end
  if elapsed >= ${FORGET_AFTER_SECONDS} then failures = 0 end
end
redis.call('SET', KEYS[1], string.format('%d %.6f', failures + 1, now), 'EX', ${FORGET_AFTER_SECONDS})
return 0`;

interface AttemptingRedis extends CountingRedis {
  attemptSignIn(key: string): Promise<number>;
}

/** Counts failures in Redis, for all processes together. */
export class RedisFailureLimiter implements FailureLimiter {
  private readonly redis: AttemptingRedis;

  constructor(url: string) {
    this.redis = countingRedis(url, 'trellis:failures:', {
      attemptSignIn: { lua: ATTEMPT, numberOfKeys: 1 },
    }) as AttemptingRedis;
  }

  async attempt(key: string): Promise<Verdict> {
    const retryAfterSeconds = await this.redis.attemptSignIn(key);
    return { allowed: retryAfterSeconds === 0, retryAfterSeconds };
  }

  async clear(key: string): Promise<void> {
    await this.redis.del(key);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}
