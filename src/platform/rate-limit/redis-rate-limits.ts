import { countingRedis, type CountingRedis } from './counting-redis';
import { capacityOf, drainPerMs, lifetimeMs, type Limit, type Taken } from './limit';
import type { SharedRateLimits } from './rate-limit-storage';

/**
 * The same arithmetic as everywhere, with the clock of Redis. A bucket is a text of two numbers; the
 * reply is one of four, because whole numbers are all that Lua could return otherwise.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local capacity, drain, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local used, since = 0, now
local held = redis.call('GET', KEYS[1])
if held then
  local place = string.find(held, ' ', 1, true)
  local heldUsed = tonumber(string.sub(held, 1, place - 1))
  local heldSince = tonumber(string.sub(held, place + 1))
  local elapsed = math.max(0, now - heldSince)
  if drain > 0 then
    used = math.max(0, math.min(heldUsed, capacity) - elapsed * drain)
    since = math.max(now, heldSince)
  elseif elapsed < window then
    used, since = heldUsed, heldSince
  end
end
local count = tonumber(ARGV[5])
local granted
if count < 0 then
  granted = math.max(count, -used)
else
  granted = math.max(0, math.min(count, math.floor(capacity - used + 1e-6)))
end
used = used + granted
local kept = string.format('%.9f %.3f', used, since)
redis.call('SET', KEYS[1], kept, 'PX', ARGV[4])
return string.format('%.9f %s %.3f', granted, kept, now)`;

interface TakingRedis extends CountingRedis {
  takeFromLimit(key: string, ...numbers: readonly number[]): Promise<string>;
}

/** Counts in Redis: one script each time, called by its digest; those of one moment share a write. */
export class RedisRateLimits implements SharedRateLimits {
  private readonly redis: TakingRedis;

  constructor(url: string) {
    this.redis = countingRedis(url, 'trellis:limit:', {
      takeFromLimit: { lua: TAKE, numberOfKeys: 1 },
    }) as TakingRedis;
  }

  /** Resolves when the connection stands, or after so many milliseconds. */
  async connected(patienceMs: number): Promise<void> {
    if (this.redis.status === 'ready') return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patienceMs);
    this.redis.once('ready', resolve);
    await promise;
    clearTimeout(timer);
    this.redis.off('ready', resolve);
  }

  async take(key: string, limit: Limit, count: number): Promise<Taken> {
    const reply = await this.redis.takeFromLimit(
      key,
      capacityOf(limit),
      drainPerMs(limit),
      limit.seconds * 1_000,
      lifetimeMs(limit),
      count,
    );
    const [granted = 0, used = 0, since = 0, now = 0] = reply.split(' ').map(Number);
    return { granted, used, since, now };
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}
