import { Points } from '../../src/domain/points/points.service';
import { StakeAccrual } from '../../src/domain/points/staking/stake-accrual.service';
import { STAKING_CLOCK } from '../../src/domain/points/staking/staking-clock';
import type { Clock } from '../../src/kernel/clock';
import type { TestApp } from './test-app';

let payments = 0;

/** Pays a person as a feature does. */
export async function pay(app: TestApp, userId: number, points: number): Promise<void> {
  payments += 1;
  await app.trellis.app
    .get(Points, { strict: false })
    .earn(userId, points, { kind: 'test_reward', reference: `${process.pid}-${payments}` });
}

/** Sets what stakes take for the present, to the second. */
export function setStakingTime(app: TestApp, moment: string): void {
  const clock = app.trellis.app.get<Clock>(STAKING_CLOCK, { strict: false });
  clock.now = () => new Date(moment);
}

/** Counts the days as the clock does every quarter of an hour. */
export function runAccrual(app: TestApp): Promise<void> {
  return app.trellis.app.get(StakeAccrual, { strict: false }).run();
}

/** The sum of every account; and of every entry. */
export async function ledgerSums(
  app: Pick<TestApp, 'database'>,
): Promise<{ balances: string; entries: string }> {
  const [sums] = await app.database.query<{ balances: string; entries: string }>(
    `SELECT (SELECT coalesce(sum(balance), 0) FROM point_accounts)::text AS balances,
            (SELECT coalesce(sum(amount), 0) FROM point_entries)::text AS entries`,
  );
  return sums as { balances: string; entries: string };
}
