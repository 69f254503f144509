/**
 * How often somebody may do something. Without a burst, a window begins with the first request, and
 * the whole allowance is back when it ends. With one, it is a bucket of `burst` tokens that
 * `requests` tokens flow into, evenly, every `seconds`.
 */
export interface Limit {
  /** Part of the bucket's key and of what clients read: lower case and hyphens. */
  readonly name: string;
  readonly requests: number;
  readonly seconds: number;
  readonly burst?: number;
}

/** What a storage keeps of one bucket. */
export interface Usage {
  /** Requests that count; of a bucket that refills, a fraction flows off all the time. */
  readonly used: number;
  /** The begin of the window, or when `used` was right; milliseconds since 1970. */
  readonly since: number;
}

/** What was taken from a bucket for several requests at once, with the bucket after it. */
export interface Taken extends Usage {
  /** How many of them there was room for. */
  readonly granted: number;
  /** By the clock of the storage, in milliseconds since 1970. */
  readonly now: number;
}

/** How one request fared, with the bucket after it. */
export interface Outcome extends Usage {
  readonly allowed: boolean;
  /** By the clock of the storage, in milliseconds since 1970. */
  readonly now: number;
}

/** Fractions are sums of many small ones; a request is not refused for the last bit. */
const TOLERANCE = 1e-6;

/** Most requests at once. */
export function capacityOf({ requests, burst }: Limit): number {
  return burst ?? requests;
}

/** How many requests flow off in a millisecond; 0 for a window, which ends all at once. */
export function drainPerMs({ requests, seconds, burst }: Limit): number {
  return burst === undefined ? 0 : requests / (seconds * 1_000);
}

/**
 * Counts so many requests, as far as there is room for them; a negative count takes back what was
 * counted for nothing. A clock that goes back gives nothing away.
 */
export function take(usage: Usage | undefined, limit: Limit, now: number, count: number): Taken {
  const capacity = capacityOf(limit);
  const drain = drainPerMs(limit);
  let used = 0;
  let since = now;
  if (usage !== undefined) {
    const elapsed = Math.max(0, now - usage.since);
    if (drain > 0) {
      used = Math.max(0, Math.min(usage.used, capacity) - elapsed * drain);
      since = Math.max(now, usage.since);
    } else if (elapsed < limit.seconds * 1_000) {
      ({ used, since } = usage);
    }
  }
  const room = Math.max(0, Math.floor(capacity - used + TOLERANCE));
  const granted = count < 0 ? Math.max(count, -used) : Math.min(count, room);
  return { granted, used: used + granted, since, now };
}

/** {@link take} for one request. */
export function spend(usage: Usage | undefined, limit: Limit, now: number): Outcome {
  const { granted, used, since } = take(usage, limit, now, 1);
  return { allowed: granted > 0, used, since, now };
}

/** After how many milliseconds nothing of a bucket is worth remembering. */
export function lifetimeMs(limit: Limit): number {
  const drain = drainPerMs(limit);
  return drain > 0 ? Math.ceil(capacityOf(limit) / drain) : limit.seconds * 1_000;
}

/** Requests that are left, as clients are told: of a bucket, those of the rate, not the burst's. */
export function remaining(limit: Limit, { used }: Usage): number {
  const capacity = capacityOf(limit);
  const tokens = Math.floor(Math.max(0, capacity - used) + TOLERANCE);
  return Math.max(0, tokens - (capacity - limit.requests));
}

/** When the full allowance is back, in seconds since 1970. */
export function fullAgainAt(limit: Limit, { used, since }: Usage): number {
  const drain = drainPerMs(limit);
  const ms = drain > 0 ? since + used / drain : since + limit.seconds * 1_000;
  return Math.ceil(ms / 1_000);
}

/** Seconds until one request more is possible than now; at least 1. */
export function secondsToNext(limit: Limit, { used, since, now }: Outcome): number {
  const drain = drainPerMs(limit);
  if (drain === 0) return wholeSeconds(since + limit.seconds * 1_000 - now);
  const tokens = Math.max(0, capacityOf(limit) - used);
  const missing = Math.floor(tokens + TOLERANCE) + 1 - tokens;
  return wholeSeconds(missing / drain);
}

/** The same limit for so many times the requests. */
export function timesFactor(limit: Limit, factor: number): Limit {
  const times = (count: number) => Math.max(1, Math.round(count * factor));
  return {
    ...limit,
    requests: times(limit.requests),
    ...(limit.burst === undefined ? {} : { burst: times(limit.burst) }),
  };
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000 - TOLERANCE));
}
