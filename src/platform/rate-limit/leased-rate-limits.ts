import { capacityOf, drainPerMs, type Limit, type Outcome, type Taken } from './limit';
import type { RateLimitStorage, SharedRateLimits } from './rate-limit-storage';

/** What was taken ahead and not used goes back after this time. */
const LEASE_MS = 1_000;
const SWEEP_MS = 250;
/** Most that is taken ahead: so many requests, and such a part of a limit's capacity. */
const MOST_AHEAD = 64;
const SHARE_AHEAD = 16;

interface Waiting {
  readonly limit: Limit;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** One bucket as this process deals with it. */
interface Line {
  limit: Limit;
  /** What the storage said last; what is ahead is used up in it already. */
  taken: Taken | null;
  /** Requests that were counted ahead and have not come yet. */
  ahead: number;
  /** How many to count ahead next time. */
  next: number;
  askedAt: number;
  /** By the clock of this process; after it, what is ahead counts nowhere. */
  windowEndsAt: number;
  isAsking: boolean;
  waiting: Waiting[];
}

/**
 * Asks a storage for many requests at once. What arrives while the storage is being asked is asked
 * for together; and for a bucket in steady use some requests are counted ahead, which then pass
 * without asking. Nothing passes that was not counted before. Ahead is taken little, and only while
 * less than half of an allowance is used, so that no process keeps from another what it lacks.
 */
export class LeasedRateLimits implements RateLimitStorage {
  private readonly lines = new Map<string, Line>();
  private readonly sweep: NodeJS.Timeout;

  constructor(private readonly storage: SharedRateLimits) {
    this.sweep = setInterval(() => this.giveBackOld(), SWEEP_MS);
    this.sweep.unref();
  }

  spend(key: string, limit: Limit): Outcome | Promise<Outcome> {
    const line = this.lineOf(key, limit);
    if (line.ahead > 0 && line.limit === limit) {
      const at = performance.now();
      if (at < line.windowEndsAt) {
        line.ahead -= 1;
        return fromAhead(line, at);
      }
      line.ahead = 0;
    }
    return new Promise((resolve, reject) => {
      line.waiting.push({ limit, resolve, reject });
      if (!line.isAsking) void this.ask(key, line);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.sweep);
    await Promise.all(Array.from(this.lines, ([key, line]) => this.giveBack(key, line)));
    await this.storage.close();
  }

  private lineOf(key: string, limit: Limit): Line {
    let line = this.lines.get(key);
    if (line === undefined) {
      line = {
        limit,
        taken: null,
        ahead: 0,
        next: 0,
        askedAt: -LEASE_MS,
        windowEndsAt: Infinity,
        isAsking: false,
        waiting: [],
      };
      this.lines.set(key, line);
    }
    return line;
  }

  private async ask(key: string, line: Line): Promise<void> {
    line.isAsking = true;
    while (line.waiting.length > 0) {
      const batch = line.waiting;
      line.waiting = [];
      // A change of plan: what counts is what the latest request knows.
      line.limit = (batch.at(-1) as Waiting).limit;
      const at = performance.now();
      line.next = nextAhead(line, batch.length, at);
      line.askedAt = at;
      const unused = line.ahead;
      line.ahead = 0;
      try {
        const count = batch.length + line.next - unused;
        const taken = await this.storage.take(key, line.limit, count);
        settle(line, batch, { ...taken, granted: taken.granted + unused });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    line.isAsking = false;
  }

  private giveBackOld(): void {
    const at = performance.now();
    for (const [key, line] of this.lines) {
      if (line.isAsking || at - line.askedAt < LEASE_MS) continue;
      this.lines.delete(key);
      void this.giveBack(key, line);
    }
  }

  /** What cannot be given back flows off like everything else. */
  private async giveBack(key: string, line: Line): Promise<void> {
    if (line.ahead === 0 || performance.now() >= line.windowEndsAt) return;
    const count = -line.ahead;
    line.ahead = 0;
    await this.storage.take(key, line.limit, count).catch(() => undefined);
  }
}

/** Twice as much each time that the last was used up early; none when less than half is left. */
function nextAhead(line: Line, waiting: number, at: number): number {
  if (line.taken === null || at - line.askedAt >= LEASE_MS) return 0;
  const capacity = capacityOf(line.limit);
  const most = Math.min(MOST_AHEAD, Math.floor(capacity / SHARE_AHEAD));
  const next = Math.min(most, Math.max(1, line.next * 2));
  return line.taken.used + waiting + next > capacity / 2 ? 0 : next;
}

function settle(line: Line, batch: readonly Waiting[], taken: Taken): void {
  const { used, since, now } = taken;
  const allowed = Math.min(batch.length, Math.max(0, Math.floor(taken.granted + 1e-6)));
  line.taken = taken;
  line.ahead = Math.max(0, Math.floor(taken.granted + 1e-6) - batch.length);
  line.windowEndsAt =
    drainPerMs(line.limit) > 0
      ? Infinity
      : performance.now() + since + line.limit.seconds * 1_000 - now;
  for (const [index, { resolve }] of batch.entries()) {
    const isAllowed = index < allowed;
    const later = isAllowed ? line.ahead + allowed - 1 - index : 0;
    resolve({ allowed: isAllowed, used: used - later, since, now });
  }
}

/** As the storage would have said it. */
function fromAhead(line: Line, at: number): Outcome {
  const { used, since, now } = line.taken as Taken;
  const drain = drainPerMs(line.limit);
  const elapsed = at - line.askedAt;
  const present = now + elapsed;
  return drain > 0
    ? {
        allowed: true,
        used: Math.max(1, used - line.ahead - elapsed * drain),
        since: present,
        now: present,
      }
    : { allowed: true, used: used - line.ahead, since, now: present };
}
