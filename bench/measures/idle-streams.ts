import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_SCHEMA } from 'bullmq';
import type { Closers } from '../closers';
import type { Newcomer } from '../crowd';
import { type Hall, openHall } from '../realtime/hall';
import { startSilentModel } from '../realtime/silent-model';
import {
  greeting,
  resuming,
  saying,
  waitFor,
  type WaitingClient,
} from '../realtime/waiting-client';
import type { Finding } from '../report';
import type { ServerProcess } from '../server-process';
import type { Stage } from '../stage';

const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 5_000);
/** Each of them holds a call of the model, too. */
const LONERS = Math.min(CLIENTS, 500);
const AT_ONCE = 32;
const SETTLE_MS = 6_000;
const PAUSE_MS = 100;
const MOST_MS = 60_000;
const GOAL_MEGABYTES = 500;
const GOAL_SECONDS = 5;

/**
 * Students whose chat streams wait for a model that thinks. A class that opens a lesson at once
 * waits for one greeting: at the process that asks the model, and at another one, which hears of it from the
 * database. Then all of them leave. What it costs when some wait for a reply of their own each, and the
 * process holds as many calls of the model, is told besides: those are no idle clients.
 */
export async function measureIdleStreams(stage: Stage, closers: Closers): Promise<Finding[]> {
  const model = await startSilentModel();
  closers.add(() => model.close());
  const hall = await openHall(stage, closers, {
    worker: false,
    environment: {
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: model.baseUrl,
      LLM_MODEL: 'bench',
      LLM_FIRST_TOKEN_TIMEOUT_MS: '1800000',
      LLM_TOTAL_TIMEOUT_MS: '1800000',
      // In the end every one of these calls fails, which would be told thousands of times.
      LOG_LEVEL: 'silent',
    },
  });
  const [other, busy] = [await hall.anotherApi(), await hall.anotherApi()];
  model.fallSilent();
  const students = await hall.crowd.newcomers(CLIENTS, hall.session);
  const loners = await hall.crowd.newcomers(LONERS, hall.session);
  await hall.crowd.settle();
  const asking = await openAll(hall.api, students, ({ sessionId, token }) =>
    greeting(sessionId, token),
  );
  await until(async () => model.waiting() === 1);
  await sleep(SETTLE_MS);
  const shared = megabytes(hall.api);
  const following = await openAll(other, students, ({ sessionId, token }) =>
    resuming(sessionId, token),
  );
  await sleep(SETTLE_MS);
  const followed = megabytes(other);
  const ofOne = await subscriptionsOf(hall);
  const own = await openAll(busy, loners, ({ sessionId, token }, index) =>
    saying(sessionId, token, `What about the case number ${index}?`),
  );
  await until(async () => model.waiting() === LONERS + 1);
  await sleep(SETTLE_MS);
  const made = megabytes(busy);
  // Each of these follows a reply of its own: they hold the most subscriptions that there can be.
  const followingOwn = await openAll(other, loners, ({ sessionId, token }) =>
    resuming(sessionId, token),
  );
  await sleep(SETTLE_MS);
  const ofMany = await subscriptionsOf(hall);
  for (const client of [...asking, ...following, ...own, ...followingOwn]) client.leave();
  const left = performance.now();
  await until(async () => (await subscriptionsOf(hall)) === 0);
  const seconds = (performance.now() - left) / 1_000;
  await model.close();
  await hall.close();
  return [
    finding(`${CLIENTS} idle chat streams, whose reply this API asks for: its memory`, shared),
    finding('… whose reply another API asks for: its memory', followed),
    {
      measure: `… and ${LONERS} more, each for a reply of their own: subscriptions, and how long after all left there are none`,
      trellis: `${ofOne}, then ${ofMany}; ${seconds.toFixed(1)} s`,
      goal: `≤ ${GOAL_SECONDS} s`,
      isMet: seconds <= GOAL_SECONDS,
    },
    {
      measure: `… memory of an API that holds ${LONERS} calls of the model besides as many streams`,
      trellis: told(made),
    },
  ];
}

function finding(measure: string, used: number): Finding {
  return {
    measure,
    trellis: told(used),
    goal: `≤ ${GOAL_MEGABYTES} MB`,
    isMet: used <= GOAL_MEGABYTES,
  };
}

function told(used: number): string {
  return Number.isNaN(used) ? 'not told by this system' : `${used.toFixed(0)} MB`;
}

async function openAll(
  server: ServerProcess,
  students: readonly Newcomer[],
  requestOf: (student: Newcomer, index: number) => string,
): Promise<WaitingClient[]> {
  const clients: WaitingClient[] = [];
  let next = 0;
  const openSome = async (): Promise<void> => {
    for (let index = next++; index < students.length; index = next++) {
      const request = requestOf(students[index] as Newcomer, index);
      clients.push(await waitFor(server.port, request));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openSome));
  return clients;
}

function megabytes(server: ServerProcess): number {
  return (server.residentBytes() ?? Number.NaN) / 1_048_576;
}

/** What all processes of the hall listen to, as the queue's database knows it. */
async function subscriptionsOf(hall: Hall): Promise<number> {
  const { rows } = await hall.pool.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM ${DEFAULT_SCHEMA}.relay_subscription`,
  );
  return rows[0]?.count ?? Number.NaN;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + MOST_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error('It does not come about.');
    await sleep(PAUSE_MS);
  }
}
