import { join } from 'node:path';
import type { Closers } from '../closers';
import type { Crowd } from '../crowd';
import { fillStudents } from '../filled-students';
import { bareQueue, queuePool } from '../floor/bare-queue';
import { inTurn, type Pair, summary } from '../load/in-turn';
import type { Finding } from '../report';
import { RunDesk } from '../run-desk';
import type { ScriptProcess } from '../script-process';
import type { Stage } from '../stage';
import { shown } from './rate';
import { overhear, requireSameRun } from './same-run';

const STUDENTS = 50;
/** In each round; a thousand in all. */
const RUNS = 250;
const WARM_UP = 100;
const ROUNDS = 4;
const GOAL = 0.5;
const COLLEGES = join(__dirname, '..', '..', '..', 'starter', 'colleges.csv');

/**
 * Plans that the offline writer words, as jobs of a worker process; against a bare BullMQ worker
 * with the same reads and writes. Only one of them runs at a time, each round in a new process.
 */
export async function measureAgentRuns(
  stage: Stage,
  crowd: Crowd,
  closers: Closers,
): Promise<Finding[]> {
  const parameters = ['import', 'colleges', COLLEGES];
  await stage.run({ path: 'src/cli.js', parameters }).finish();
  const connections = queuePool(stage.databaseUrl);
  closers.add(() => connections.end());
  const queue = bareQueue(connections);
  closers.add(() => queue.close());
  const students = await fillStudents(stage.pool, crowd, STUDENTS);
  const desk = new RunDesk(stage, students, queue);
  const template = await compareOnce(stage, new RunDesk(stage, students.slice(0, 1), queue));

  const rounds = await inTurn(ROUNDS, async (side) => {
    const worker = workers(stage, template)[side]();
    await desk.carryOut(side, worker, WARM_UP);
    if (side === 'trellis') await desk.empty(worker);
    const { seconds } = await desk.carryOut(side, worker, RUNS);
    await end(stage, desk, side, worker);
    return RUNS / seconds;
  });
  const rates = summary(rounds);
  return [
    {
      measure: 'Game plans by the offline writer: jobs per second',
      ...shown(rates),
      goal: `≥ ${GOAL}`,
      isMet: rates.ratio >= GOAL,
    },
  ];
}

function workers(stage: Stage, template: string): Pair<() => ScriptProcess> {
  return {
    trellis: () => stage.run({ path: 'src/worker.js' }),
    floor: () =>
      stage.run({
        path: 'bench/floor/bare-worker.js',
        environment: { TEMPLATE_RUN: template },
      }),
  };
}

/** One run of each for one student, which must leave the same behind. The one of Trellis. */
async function compareOnce(stage: Stage, desk: RunDesk): Promise<string> {
  const stopListening = await overhear(stage);
  const runOf = async (side: keyof Pair<unknown>, template: string): Promise<string> => {
    const worker = workers(stage, template)[side]();
    const { ids } = await desk.carryOut(side, worker, 1);
    await end(stage, desk, side, worker);
    return ids[0] as string;
  };
  const template = await runOf('trellis', '');
  await requireSameRun(stage, template, await runOf('floor', template));
  await stopListening();
  return template;
}

/** What the floor told the world is not for the worker that runs next. */
async function end(
  stage: Stage,
  desk: RunDesk,
  side: keyof Pair<unknown>,
  worker: ScriptProcess,
): Promise<void> {
  if (side === 'trellis') await desk.empty(worker);
  await worker.stop();
  if (side === 'floor') await stage.pool.query('DELETE FROM outbox');
}
