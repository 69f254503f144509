import { setTimeout as sleep } from 'node:timers/promises';

const DAY_MS = 86_400_000;
/** No test takes longer. */
const LONG_MS = 60_000;

/** Lets the UTC day end first when it is about to: what is counted by the day then falls into one. */
export async function longBeforeMidnight(): Promise<void> {
  const left = DAY_MS - (Date.now() % DAY_MS);
  if (left < LONG_MS) await sleep(left + 1_000);
}
