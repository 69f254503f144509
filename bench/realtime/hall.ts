import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { migrate } from '../../src/platform/database/open-database';
import { openClassroom } from '../classroom';
import type { Closers } from '../closers';
import { Crowd } from '../crowd';
import type { ScriptProcess } from '../script-process';
import type { ServerProcess } from '../server-process';
import type { Stage } from '../stage';

/** Fewer than Trellis's default: several processes share one PostgreSQL with those of the stage. */
const POOL_SIZE = '8';
/** How long the worker may take until it sends on what has happened so far. */
const READY_MS = 60_000;
const PAUSE_MS = 50;

/** An installation of several processes on a database of its own. */
export interface Hall {
  readonly databaseUrl: string;
  readonly pool: Pool;
  readonly crowd: Crowd;
  /** A course that everybody of the crowd may follow once they are enrolled. */
  readonly courseId: number;
  /** A fresh session; each of its copies is a conversation of its own. */
  readonly session: number;
  /** An API without jobs. */
  readonly api: ServerProcess;
  /** Starts one more. */
  readonly anotherApi: () => Promise<ServerProcess>;
  /** Enrols people in the course. */
  readonly enrol: (userIds: readonly number[]) => Promise<void>;
  /** Tells everybody who follows the course so many times that it changed; resolves when committed. */
  readonly tell: (events: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

let halls = 0;

/**
 * Opens a hall with an API and, where events are told, a worker.
 *
 * @param environment of every process, besides what all servers are told.
 */
export async function openHall(
  stage: Stage,
  closers: Closers,
  options: { worker: boolean; environment?: Readonly<Record<string, string>> },
): Promise<Hall> {
  const name = `hall_${(halls += 1)}`;
  await stage.pool.query(`CREATE DATABASE ${name}`);
  const address = new URL(stage.databaseUrl);
  address.pathname = `/${name}`;
  await migrate(address.href);
  const pool = new Pool({ connectionString: address.href, max: 2 });
  // The server may be gone before it.
  pool.on('error', () => undefined);
  closers.add(() => (pool.ended ? undefined : pool.end()));
  const environment = {
    ...options.environment,
    DATABASE_URL: address.href,
    DATABASE_POOL_SIZE: POOL_SIZE,
    HOST: '127.0.0.1',
    REALTIME_CONNECTIONS_PER_ADDRESS: '100000',
  };
  const serve = (): Promise<ServerProcess> => stage.serve({ path: 'src/api.js', environment });
  const api = await serve();
  const worker: ScriptProcess | null = options.worker
    ? stage.run({ path: 'src/worker.js', environment })
    : null;
  const servers: (ServerProcess | ScriptProcess)[] = worker === null ? [api] : [worker, api];
  const { coldSession } = await openClassroom(api.address, pool);
  const { rows } = await pool.query<{ course: number; offering: number }>(
    `INSERT INTO course_offerings (course_id, term_name, visibility)
     SELECT id, 'Spring', 'PUBLIC' FROM courses RETURNING course_id AS course, id AS offering`,
  );
  const [{ course: courseId, offering }] = rows as [{ course: number; offering: number }];
  if (worker !== null) await outboxIsEmpty(pool);
  const payload = JSON.stringify({ courseId, part: 'content' });
  return {
    databaseUrl: address.href,
    pool,
    crowd: new Crowd(pool, stage.secret),
    courseId,
    session: coldSession,
    api,
    anotherApi: async () => {
      const another = await serve();
      servers.push(another);
      return another;
    },
    enrol: async (userIds) => {
      await pool.query(
        `INSERT INTO enrollments (user_id, course_offering_id, status)
         SELECT unnest($1::integer[]), $2, 'ACTIVE'`,
        [userIds, offering],
      );
    },
    tell: async (events) => {
      await pool.query(
        `INSERT INTO outbox (kind, name, payload)
         SELECT 'event', 'course.updated', $1::jsonb FROM generate_series(1, $2::integer)`,
        [payload, events],
      );
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await pool.end();
      await stage.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function outboxIsEmpty(pool: Pool): Promise<void> {
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const { rowCount } = await pool.query('SELECT FROM outbox LIMIT 1');
    if (rowCount === 0) return;
    if (performance.now() > deadline) throw new Error('No worker sends events on.');
    await sleep(PAUSE_MS);
  }
}
