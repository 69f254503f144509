import type { Operation } from './operation';

interface ModelStake {
  readonly wish: string;
  readonly points: number;
  readonly lockDays: number;
  readonly bps: number;
  /** The first full day that counts. */
  readonly begins: number;
  readonly claims: Set<string>;
  paid: number;
  /** The key that ended it. */
  ended: string | null;
}

const PRODUCTS = {
  flexible: { lockDays: 0, bps: 100 },
  fixed_30: { lockDays: 30, bps: 300 },
  fixed_90: { lockDays: 90, bps: 500 },
} as const;

/** What must become of one person's points, in the simplest words. */
export class PointsModel {
  available = 0;
  earned = 0;
  private readonly moves = new Map<string, string>();
  private readonly stakes = new Map<string, ModelStake>();

  get staked(): number {
    return [...this.stakes.values()]
      .filter(({ ended }) => ended === null)
      .reduce((sum, stake) => sum + stake.points, 0);
  }

  /** @param day in days since 1970. @returns `done`, or the code of the refusal. */
  apply(operation: Operation, day: number): string {
    switch (operation.do) {
      case 'earn':
        return this.move(operation.key, operation.points);
      case 'takeBack':
        return this.move(operation.key, -operation.points);
      case 'stake':
        return this.stake(operation, day);
      case 'unstake':
        return this.unstake(this.stakes.get(operation.stake), operation.key, day);
      case 'claim':
        return this.claim(this.stakes.get(operation.stake), operation.key, day);
    }
  }

  private move(key: string, points: number): string {
    const made = this.moves.get(key);
    if (made !== undefined) return made === String(points) ? 'done' : 'transfer_key_reused';
    if (this.available + points < 0) return 'insufficient_points';
    this.moves.set(key, String(points));
    this.available += points;
    this.earned += points;
    return 'done';
  }

  private stake(operation: Operation & { do: 'stake' }, day: number): string {
    const { key, product, points } = operation;
    const wish = `${product} ${points}`;
    const known = this.stakes.get(key);
    if (known !== undefined) return known.wish === wish ? 'done' : 'transfer_key_reused';
    if (points > this.available) return 'insufficient_points';
    this.available -= points;
    this.stakes.set(key, {
      wish,
      points,
      ...PRODUCTS[product],
      begins: day + 1,
      claims: new Set(),
      paid: 0,
      ended: null,
    });
    return 'done';
  }

  private unstake(stake: ModelStake | undefined, key: string, day: number): string {
    if (stake === undefined) return 'stake_not_found';
    if (stake.ended !== null) return stake.ended === key ? 'done' : 'stake_ended';
    if (isDue(stake, day)) this.pay(stake, day);
    this.available += stake.points;
    stake.ended = key;
    return 'done';
  }

  private claim(stake: ModelStake | undefined, key: string, day: number): string {
    if (stake === undefined) return 'stake_not_found';
    if (stake.ended === key || stake.claims.has(key)) return 'done';
    if (stake.ended !== null) return 'stake_ended';
    if (!isDue(stake, day)) return 'stake_locked';
    if (yieldOf(stake, day) === stake.paid) return 'nothing_to_claim';
    stake.claims.add(key);
    this.pay(stake, day);
    return 'done';
  }

  private pay(stake: ModelStake, day: number): void {
    const due = yieldOf(stake, day) - stake.paid;
    stake.paid += due;
    this.available += due;
    this.earned += due;
  }
}

function isDue({ lockDays, begins }: ModelStake, day: number): boolean {
  return lockDays === 0 || day >= begins + lockDays;
}

/** By counting up, not by the formula: a hundredth of a percent of a year's day at a time. */
function yieldOf({ points, bps, begins, lockDays }: ModelStake, day: number): number {
  const last = lockDays === 0 ? day : Math.min(day, begins + lockDays);
  let parts = 0n;
  for (let one = begins; one < last; one += 1) parts += BigInt(points) * BigInt(bps);
  let whole = parts / 3_650_000n;
  while ((whole + 1n) * 3_650_000n <= parts) whole += 1n;
  return Number(whole);
}
