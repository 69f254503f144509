import {
  fullAgainAt,
  type Limit,
  type Outcome,
  remaining,
  secondsToNext,
  spend,
  timesFactor,
} from './limit';

const FREE: Limit = { name: 'free', requests: 60, seconds: 60, burst: 100 };
const PRO: Limit = { name: 'pro', requests: 300, seconds: 60, burst: 500 };
const HOURLY: Limit = { name: 'hourly', requests: 3, seconds: 3_600 };
const START = Date.UTC(2026, 0, 1);

function spendTimes(times: number, limit: Limit, now = START, from?: Outcome): Outcome {
  let outcome = from;
  for (let index = 0; index < times; index += 1) outcome = spend(outcome, limit, now);
  return outcome as Outcome;
}

describe('A bucket', () => {
  it('shows its rate first, and a request less', () => {
    const first = spendTimes(1, FREE);
    expect(first.allowed).toBe(true);
    expect(remaining(FREE, first)).toBe(59);
    expect(fullAgainAt(FREE, first)).toBe(START / 1_000 + 1);
    expect(secondsToNext(FREE, first)).toBe(1);
  });

  it('lets the whole burst pass, shows nothing left for the rest of it, then refuses', () => {
    expect(remaining(FREE, spendTimes(60, FREE))).toBe(0);
    const last = spendTimes(100, FREE);
    expect(last.allowed).toBe(true);
    expect(remaining(FREE, last)).toBe(0);
    expect(fullAgainAt(FREE, last)).toBe(START / 1_000 + 100);
    const refused = spend(last, FREE, START);
    expect(refused.allowed).toBe(false);
    expect(secondsToNext(FREE, refused)).toBe(1);
  });

  it('lets as many pass as have flowed off, fractions included', () => {
    const empty = spendTimes(100, FREE);
    expect(spend(empty, FREE, START + 900).allowed).toBe(false);
    expect(spend(empty, FREE, START + 1_000).allowed).toBe(true);
    const later = spendTimes(10, FREE, START + 10_000, empty);
    expect(later.allowed).toBe(true);
    expect(spend(later, FREE, START + 10_000).allowed).toBe(false);
  });

  it('never holds more than its burst, however long nobody came', () => {
    const rested = spendTimes(100, FREE, START + 86_400_000, spendTimes(100, FREE));
    expect(rested.allowed).toBe(true);
    expect(spend(rested, FREE, START + 86_400_000).allowed).toBe(false);
  });

  it('does not lose what flows off between requests that are refused', () => {
    let outcome = spendTimes(100, FREE);
    let passed = 0;
    for (let ms = 100; ms <= 10_000; ms += 100) {
      outcome = spend(outcome, FREE, START + ms);
      if (outcome.allowed) passed += 1;
    }
    expect(passed).toBe(10);
  });

  it('keeps what was used when the plan changes, up and down', () => {
    const used = spendTimes(30, FREE);
    const upgraded = spend(used, PRO, START);
    expect(remaining(PRO, upgraded)).toBe(269);
    const downgraded = spend(spendTimes(400, PRO), FREE, START);
    expect(downgraded.allowed).toBe(false);
    expect(secondsToNext(FREE, downgraded)).toBe(1);
  });

  it('gives nothing away when the clock goes back', () => {
    const empty = spendTimes(100, FREE);
    const before = spend(empty, FREE, START - 60_000);
    expect(before.allowed).toBe(false);
    expect(spend(before, FREE, START + 1_000).allowed).toBe(true);
  });
});

describe('A window', () => {
  it('begins with the first request and ends for all of them at once', () => {
    const first = spendTimes(1, HOURLY);
    expect(remaining(HOURLY, first)).toBe(2);
    const second = spend(first, HOURLY, START + 1_000_000);
    expect(fullAgainAt(HOURLY, second)).toBe(START / 1_000 + 3_600);
    const full = spend(second, HOURLY, START + 2_000_000);
    const refused = spend(full, HOURLY, START + 3_599_000);
    expect([full.allowed, refused.allowed]).toEqual([true, false]);
    expect(remaining(HOURLY, refused)).toBe(0);
    expect(secondsToNext(HOURLY, refused)).toBe(1);
    expect(remaining(HOURLY, spend(refused, HOURLY, START + 3_600_000))).toBe(2);
  });
});

describe('timesFactor', () => {
  it('multiplies rate and burst, and leaves at least one', () => {
    expect(timesFactor(FREE, 2)).toMatchObject({ requests: 120, burst: 200, seconds: 60 });
    expect(timesFactor(HOURLY, 0.01)).toEqual({ ...HOURLY, requests: 1 });
  });
});
