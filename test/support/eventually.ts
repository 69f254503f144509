import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 50;

/**
 * Asks again and again until the answer pleases, and returns it. The last time it asks after the
 * deadline: a machine that stood still meanwhile does not decide.
 *
 * @throws Error that tells the last answer when it didn't please either.
 */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  pleases: (answer: Answer) => boolean,
  deadlineMs: number,
): Promise<Answer> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const isLast = Date.now() > deadline;
    const answer = await ask();
    if (pleases(answer)) return answer;
    if (isLast) {
      throw new Error(`After ${deadlineMs} ms the answer still is ${JSON.stringify(answer)}`);
    }
    await sleep(PAUSE_MS);
  }
}
