import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crowd } from '../crowd';
import { inTurn, type Pair, summary } from '../load/in-turn';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { shown } from './rate';

const PEOPLE = 500;
const MOVES = 6_000;
const ROUNDS = 5;
const GOAL = 0.5;
const SCRIPTS: Pair<string> = {
  trellis: 'bench/ledger-clerk.js',
  floor: 'bench/floor/bare-ledger.js',
};

/**
 * Transfers of points by Trellis, each in a transaction of its own, against the same statement on
 * bare pg. Each round in a new process; afterwards the ledger must add up.
 */
export async function measureLedger(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const people = (await crowd.students(PEOPLE)).map(({ id }) => id).join(',');
  const folder = mkdtempSync(join(tmpdir(), 'trellis-bench-ledger-'));
  const result = join(folder, 'per-second');
  let number = 0;
  const rates = await inTurn(ROUNDS, async (side) => {
    number += 1;
    const environment = {
      LEDGER_PEOPLE: people,
      LEDGER_COUNT: String(MOVES),
      LEDGER_ROUND: String(number),
      LEDGER_RESULT: result,
    };
    await stage.run({ path: SCRIPTS[side], environment }).finish();
    return Number(readFileSync(result, 'utf8'));
  });
  rmSync(folder, { recursive: true });
  await requireBalance(stage);
  const rate = summary(rates);
  return [
    {
      measure: 'Transfers of points, 32 at once: a second',
      ...shown(rate),
      goal: `≥ ${GOAL}`,
      isMet: rate.ratio >= GOAL,
    },
  ];
}

/** Raises when points came from nowhere, or a balance is not what its entries come to. */
async function requireBalance(stage: Stage): Promise<void> {
  const { rows } = await stage.pool.query<{ wrong: number; total: string }>(
    `SELECT (SELECT sum(balance) FROM point_accounts)::text AS total,
       (SELECT count(*)::integer FROM point_accounts account WHERE balance <> coalesce(
         (SELECT sum(amount) FROM point_entries WHERE account_id = account.id), 0)) AS wrong`,
  );
  if (rows[0]?.total !== '0' || rows[0].wrong !== 0) throw new Error('The ledger is wrong.');
}
