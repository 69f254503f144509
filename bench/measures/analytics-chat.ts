import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from '../crowd';
import { inTurn, summary } from '../load/in-turn';
import { saturate } from '../load/load';
import type { Finding } from '../report';
import type { ScriptProcess } from '../script-process';
import type { Stage } from '../stage';
import { greetingRequest, isWholeGreeting } from './cached-greeting';
import { CONNECTIONS } from './rate';

const ROUNDS = 10;
const WARM_UP = 3_000;
const TURNS = 2_500;
const GOAL = 1.05;
const PAUSE_MS = 20;
/** See `CollectionMarksRepository`. */
const COLLECTING_LOCK = 8_020_001;
const MICROSECONDS = 1e6;

/**
 * What a cached greeting costs under full load while what it leaves is collected twice a second, and
 * while nobody collects. Collecting shares the machine with everything else.
 */
export async function measureAnalyticsChat(
  stage: Stage,
  crowd: Crowd,
  warmSession: number,
): Promise<Finding[]> {
  const waiting = await crowd.newcomers(2 * WARM_UP + 2 * ROUNDS * TURNS, warmSession);
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
  const collecting = new Collecting(stage);
  try {
    const begin = new Date();
    await greet(WARM_UP);
    await collecting.while(() => greet(WARM_UP));
    // Rounds of Trellis are with, those of the floor without.
    const rounds = await inTurn(ROUNDS, (side) =>
      side === 'trellis'
        ? collecting.while(() => greet(TURNS))
        : whileNobodyCollects(stage, () => greet(TURNS)),
    );
    await collecting.while(() => requireEverything(stage, begin));
    return [findingOf(summary(rounds))];
  } finally {
    await collecting.stop();
  }
}

function findingOf(cost: ReturnType<typeof summary>): Finding {
  return {
    measure: 'Cached greeting while activity is collected and while it is not, under full load',
    trellis: `${cost.trellis.toFixed(0)} µs`,
    floor: `${cost.floor.toFixed(0)} µs`,
    ratio: cost.ratio,
    goal: `≤ ${GOAL}`,
    isMet: cost.ratio <= GOAL,
  };
}

/** A clerk in a process of its own that collects when it is told to. */
class Collecting {
  private readonly folder = mkdtempSync(join(tmpdir(), 'trellis-bench-collecting-'));
  private readonly asked = join(this.folder, 'collect');
  private readonly answer = join(this.folder, 'collected');
  private readonly clerk: ScriptProcess;

  constructor(stage: Stage) {
    this.clerk = stage.run({
      path: 'bench/activity/collecting-clerk.js',
      environment: { COLLECTING_FOLDER: this.folder },
    });
  }

  /** Everything that was left before is collected first, at nobody's expense. */
  async while<Result>(work: () => Promise<Result>): Promise<Result> {
    writeFileSync(this.asked, '');
    await this.until(() => existsSync(this.answer));
    const result = await work();
    rmSync(this.asked);
    await this.until(() => !existsSync(this.answer));
    return result;
  }

  async stop(): Promise<void> {
    await this.clerk.stop();
    rmSync(this.folder, { recursive: true });
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      this.clerk.requireAlive();
      await sleep(PAUSE_MS);
    }
  }
}

/** Keeps the worker's job away by the lock that whoever collects takes. */
async function whileNobodyCollects<Result>(
  { pool }: Stage,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${COLLECTING_LOCK})`);
    return await work();
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${COLLECTING_LOCK})`);
    client.release();
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
