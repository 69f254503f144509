import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from '../crowd';
import { inTurn, summary } from '../load/in-turn';
import { saturate } from '../load/load';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { greetingRequest, isWholeGreeting } from './cached-greeting';
import { CONNECTIONS } from './rate';

const ROUNDS = 10;
const WARM_UP = 3_000;
const TURNS = 2_500;
const GOAL = 1.05;
const PAUSE_MS = 20;
const MICROSECONDS = 1e6;

/**
 * What a cached greeting costs under full load while what it leaves is collected once a second, and
 * while nobody collects. Collecting shares the machine with everything else.
 */
export async function measureAnalyticsChat(
  stage: Stage,
  crowd: Crowd,
  warmSession: number,
): Promise<Finding[]> {
  const waiting = await crowd.newcomers(WARM_UP + 2 * ROUNDS * TURNS, warmSession);
  await crowd.settle();
  const greet = async (count: number): Promise<number> => {
    const { perSecond } = await saturate({
      port: stage.trellis.port,
      requests: waiting.splice(0, count).map(greetingRequest),
      connections: CONNECTIONS,
      isRight: isWholeGreeting,
    });
    return MICROSECONDS / perSecond;
  };
  const begin = new Date();
  await greet(WARM_UP);
  // Rounds of Trellis are with, those of the floor without.
  const rounds = await inTurn(ROUNDS, (side) =>
    side === 'trellis' ? whileCollecting(stage, () => greet(TURNS)) : greet(TURNS),
  );
  await whileCollecting(stage, () => requireEverything(stage, begin));
  const cost = summary(rounds);
  return [
    {
      measure: 'Cached greeting while activity is collected and while it is not, under full load',
      trellis: `${cost.trellis.toFixed(0)} µs`,
      floor: `${cost.floor.toFixed(0)} µs`,
      ratio: cost.ratio,
      goal: `≤ ${GOAL}`,
      isMet: cost.ratio <= GOAL,
    },
  ];
}

/** Everything that was left before is collected first, at nobody's expense. */
async function whileCollecting<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-bench-collecting-'));
  const ready = join(folder, 'ready');
  const clerk = stage.run({
    path: 'bench/activity/collecting-clerk.js',
    environment: { COLLECTING_READY: ready },
  });
  try {
    while (!existsSync(ready)) {
      clerk.requireAlive();
      await sleep(PAUSE_MS);
    }
    return await work();
  } finally {
    await clerk.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Raises when a reply since then is in no event. */
async function requireEverything({ pool }: Stage, since: Date): Promise<void> {
  const { rows } = await pool.query<{ said: number; known: number }>(
    `SELECT (SELECT count(*)::integer FROM chat_messages
             WHERE role = 'assistant' AND created_at >= $1) AS said,
            (SELECT count(*)::integer FROM activity_events
             WHERE kind = 'chat.reply' AND occurred_at >= $1) AS known`,
    [since],
  );
  if (rows[0] === undefined || rows[0].known !== rows[0].said) {
    throw new Error(`Of ${rows[0]?.said} replies ${rows[0]?.known} are known.`);
  }
}
