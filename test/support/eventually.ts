import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 50;

/**
 * Asks again and again until the answer pleases, and returns it.
 *
 * @throws Error that tells the last answer when the deadline passes first.
 */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  pleases: (answer: Answer) => boolean,
  deadlineMs: number,
): Promise<Answer> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (pleases(answer)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`After ${deadlineMs} ms the answer still is ${JSON.stringify(answer)}`);
    }
    await sleep(PAUSE_MS);
  }
}
