import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  type Job,
  Queue,
  withBackend,
  Worker,
} from 'bullmq';
import { Pool } from 'pg';

const NAME = 'bare';
/** Of Trellis's queue too. */
const CONNECTIONS = 12;

const onPostgres = withBackend(createPostgresBackend);

/** What a job of the bare queue says. */
export interface BareJob {
  readonly runId: string;
}

/** Connections to the schema of BullMQ, which Trellis has created. */
export function queuePool(databaseUrl: string): Pool {
  return new Pool({
    connectionString: databaseUrl,
    options: `-c search_path=${DEFAULT_SCHEMA}`,
    max: CONNECTIONS,
    keepAlive: true,
  });
}

/** Where the bare worker gets its jobs from. */
export function bareQueue(pool: Pool): Queue {
  return new onPostgres.Queue(NAME, { connection: pool }) as unknown as Queue;
}

/** Adds jobs in one round trip, with the options that Trellis gives its own. */
export async function addJobs(queue: Queue, runIds: readonly string[]): Promise<void> {
  await queue.addBulk(
    runIds.map((runId) => ({
      name: 'run',
      data: { runId } satisfies BareJob,
      opts: {
        jobId: runId,
        attempts: 4,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: { age: 86_400, count: 10_000 },
        removeOnFail: { age: 14 * 86_400 },
      },
    })),
  );
}

/** A worker as Trellis sets its own up; it begins at once. */
export function bareWorker(pool: Pool, handle: (job: BareJob) => Promise<void>): Worker {
  return new onPostgres.Worker(NAME, (job: Job<BareJob>) => handle(job.data), {
    connection: pool,
    concurrency: 8,
    lockDuration: 6_000,
    stalledInterval: 3_000,
    maxStalledCount: 5,
  }) as unknown as Worker;
}
