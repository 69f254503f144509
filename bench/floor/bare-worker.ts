import { Pool } from 'pg';
import { bareWorker, queuePool } from './bare-queue';
import { gamePlanRun, readTemplate } from './game-plan-run';

/**
 * The floor of agents' jobs: a BullMQ worker that does by hand on pg what a run of the game plan's
 * agent reads and writes. It copies its result from TEMPLATE_RUN and is told DATABASE_URL and
 * DATABASE_POOL_SIZE besides.
 */
const { DATABASE_URL = '', DATABASE_POOL_SIZE, TEMPLATE_RUN = '' } = process.env;

async function work(): Promise<void> {
  const pool = new Pool({
    connectionString: DATABASE_URL,
    max: Number(DATABASE_POOL_SIZE),
    keepAlive: true,
  });
  const worker = bareWorker(
    queuePool(DATABASE_URL),
    gamePlanRun(pool, await readTemplate(pool, TEMPLATE_RUN)),
  );
  worker.on('error', (error) => process.stderr.write(`${error.stack}\n`));
  worker.on('failed', (_, error) => process.stderr.write(`${error.stack}\n`));
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0));
void work();
