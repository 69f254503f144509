import { writeFileSync } from 'node:fs';
import type { Transfer } from '../src/domain/points/transfer';

/** Moves that are under way at the same time, as in a busy API process. */
const AT_ONCE = 32;
/** Pays everybody. */
const WARM_UP = 500;

/** What a process is told by its environment: who, how many moves, and where the result goes. */
const { LEDGER_PEOPLE = '', LEDGER_COUNT, LEDGER_ROUND, LEDGER_RESULT = '' } = process.env;

/**
 * Makes the moves that the environment tells, and writes how many there were a second into a file.
 * In turn everybody is paid ten points, and then commits three of them.
 */
export async function workOnLedger(make: (transfer: Transfer) => Promise<unknown>): Promise<void> {
  const people = LEDGER_PEOPLE.split(',').map(Number);
  const moveAll = async (first: number, count: number): Promise<void> => {
    let next = first;
    const end = first + count;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let index = next++; index < end; index = next++) await make(move(people, index));
      }),
    );
  };
  await moveAll(0, WARM_UP);
  const begin = performance.now();
  await moveAll(WARM_UP, Number(LEDGER_COUNT));
  const seconds = (performance.now() - begin) / 1_000;
  writeFileSync(LEDGER_RESULT, String(Number(LEDGER_COUNT) / seconds));
}

function move(people: readonly number[], index: number): Transfer {
  const userId = people[index % people.length] as number;
  const isPaid = Math.floor(index / people.length) % 2 === 0;
  return {
    key: `bench:${LEDGER_ROUND}:${index}`,
    kind: isPaid ? 'bench_reward' : 'stake',
    reference: `${LEDGER_ROUND}-${index}`,
    points: isPaid ? 10 : 3,
    from: isPaid ? { userId: null, kind: 'rewards' } : { userId, kind: 'available' },
    to: { userId, kind: isPaid ? 'available' : 'staked' },
  };
}
