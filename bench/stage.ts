import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '../src/platform/database/embedded/embedded-postgres';
import { migrate } from '../src/platform/database/open-database';
import type { Closers } from './closers';
import { type ModelServer, startModelServer } from './model-server';
import { type ScriptCommand, ScriptProcess } from './script-process';
import { ServerProcess } from './server-process';

/** Connections to PostgreSQL, of Trellis and of the floor alike; Trellis's default. */
const POOL_SIZE = '12';
const BUILT = resolve(__dirname, '..');

/** Everything that the measures run on, each server in a process of its own. */
export interface Stage {
  readonly trellis: ServerProcess;
  readonly floor: ServerProcess;
  readonly model: ModelServer;
  /** For seeding. */
  readonly pool: Pool;
  readonly databaseUrl: string;
  /** Signs the access tokens of all servers. */
  readonly secret: string;
  /** Starts a server besides, which is told of no model. */
  readonly serve: (script: Script) => Promise<ServerProcess>;
  /** Runs a script that works on the same database; it is told of no model. */
  readonly run: (script: Script) => ScriptProcess;
}

/** A script of the build. */
export interface Script {
  /** Its path in the build, e.g. `src/worker.js`. */
  readonly path: string;
  readonly parameters?: readonly string[];
  /** What it is told besides what every server is told. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts a database in a new folder, the model, Trellis and its floor.
 *
 * @param closers gets whatever is started, at once.
 */
export async function openStage(closers: Closers): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-bench-'));
  closers.add(() => rmSync(folder, { recursive: true, force: true }));
  const databaseUrl = await openDatabase(folder, closers);
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  closers.add(() => pool.end());
  const model = await startModelServer();
  closers.add(() => model.close());

  const secret = randomBytes(48).toString('base64url');
  const environment = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: POOL_SIZE,
    TRELLIS_SECRET: secret,
    DATA_FOLDER: join(folder, 'data'),
    LOG_LEVEL: 'warn',
    PUBLIC_URL: 'https://trellis.example',
    // Limits count as they always do, and nobody here reaches one.
    RATE_LIMIT_FACTOR: '1000000',
    // Every server here is alone; what counting together costs is a measure of its own.
    RATE_LIMITS: 'memory',
  };
  const commandOf = ({ path, parameters, environment: more }: Script): ScriptCommand => ({
    script: join(BUILT, path),
    ...(parameters === undefined ? {} : { parameters }),
    folder,
    environment: { ...environment, ...more },
  });
  const start = (script: Script): Promise<ServerProcess> =>
    ServerProcess.start(commandOf(script), (server) => closers.add(() => server.stop()));
  return {
    trellis: await start({
      path: 'src/main.js',
      environment: {
        HOST: '127.0.0.1',
        LLM_PROVIDER: 'openai-compatible',
        LLM_BASE_URL: model.baseUrl,
        LLM_MODEL: 'bench',
      },
    }),
    floor: await start({ path: 'bench/floor/floor.js' }),
    model,
    pool,
    databaseUrl,
    secret,
    serve: start,
    run: (script) => {
      const running = new ScriptProcess(commandOf(script));
      closers.add(() => running.stop());
      return running;
    },
  };
}

async function openDatabase(folder: string, closers: Closers): Promise<string> {
  // The server has an account of its own and passes through the folder.
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    // Waiting for the disk would be the same for all and hide what is measured.
    settings: { fsync: 'off', synchronous_commit: 'off' },
  });
  closers.add(() => postgres.stop());
  await migrate(postgres.url);
  return postgres.url;
}
