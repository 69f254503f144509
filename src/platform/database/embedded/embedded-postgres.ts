import { lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from 'pg';
import {
  clusterExists,
  createCluster,
  createPassword,
  handOverCluster,
  linkCluster,
  passwordPath,
  readPassword,
} from './cluster';
import { applicationUrl, ensureApplicationDatabase } from './cluster-connection';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors';
import { EmbeddedServer } from './embedded-server';
import { claimFolder, type FolderClaim } from './folder-claim';
import { type Placement, placeServer, setAsideAbandoned } from './placement';
import { ServerLog } from './server-log';
import type { ServerSettings } from './server-settings';

/** Which server to start. */
export interface EmbeddedPostgresOptions {
  /** Created if missing; holds everything of the server, or says where it is. */
  readonly dataFolder: string;
  /** Extra server settings by their PostgreSQL names, e.g. `{ max_connections: 100 }`. */
  readonly settings?: ServerSettings;
}

/** A server that answers. */
export interface RunningPostgres {
  /** `postgres://trellis:<password>@127.0.0.1:<port>/trellis`; the port differs at each start. */
  readonly url: string;
  /** Whether the server was still running from an earlier process that was killed. */
  readonly adopted: boolean;
  /** What an operator may wonder about, in whole sentences; usually none. */
  readonly notes: readonly string[];
  /** Stops the server and lets go of the data folder. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL server of a data folder, or adopts the one that a killed process left
 * running; creates the cluster and the database on first use.
 *
 * It drives the vendor's own tools, initdb and pg_ctl, rather than the class that the npm package
 * offers: loading that class registers an exit hook that stops the server before the application
 * has drained; its server is a direct child, which a Ctrl-C in the terminal hits and a killed
 * parent orphans; and the lock file of such an orphan stops it from ever starting again. pg_ctl
 * makes the server a daemon of its own session, and what is left behind is settled here, by
 * identity: see {@link EmbeddedServer}.
 *
 * @throws DataFolderInUse when another live process has the folder.
 * @throws EmbeddedPostgresFailed when the server cannot be prepared or started.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<RunningPostgres> {
  await mkdir(options.dataFolder, { recursive: true });
  const dataFolder = await realpath(options.dataFolder);
  const claims = [await claimFolder(dataFolder)];
  try {
    const placement = await placeServer(dataFolder);
    // A copied data folder leads to the same cluster as its original.
    if (placement.home !== dataFolder) claims.push(await claimFolder(placement.home));
    return await open(placement, options.settings ?? {}, claims);
  } catch (error) {
    await releaseAll(claims);
    throw error;
  }
}

async function open(
  placement: Placement,
  settings: ServerSettings,
  claims: readonly FolderClaim[],
): Promise<RunningPostgres> {
  const log = new ServerLog(placement);
  await log.prepare();
  const notes = [...placement.notes];
  const password = await openCluster(placement, log, notes);
  const server = new EmbeddedServer(placement, password, log);
  let stopping: Promise<void> | null = null;
  try {
    const { port, adopted } = await openServer(server, settings);
    await openDatabase(port, password, placement.dataFolder);
    return {
      url: applicationUrl(port, password),
      adopted,
      notes,
      stop: () => (stopping ??= server.stop().finally(() => releaseAll(claims))),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Makes sure that there is a cluster whose password we have, and returns the password. */
async function openCluster(placement: Placement, log: ServerLog, notes: string[]): Promise<string> {
  let password = await readPassword(placement.dataFolder);
  if (password === null && (await clusterExists(placement))) {
    await requireAbandoned(placement);
    await new EmbeddedServer(placement, '', log).stop();
    notes.push(await setAsideAbandoned(placement));
  }
  password ??= await createPassword(placement.dataFolder);
  if (!(await clusterExists(placement))) await createCluster(placement, password, log);
  await handOverCluster(placement);
  await linkCluster(placement);
  return password;
}

async function requireAbandoned(placement: Placement): Promise<void> {
  const entry = join(placement.dataFolder, 'postgres');
  if ((await lstat(entry).catch(() => null)) === null) return;
  throw new EmbeddedPostgresFailed(
    `${passwordPath(placement.dataFolder)} is missing, and without it nobody can open ${entry}. ` +
      'Bring the file back, or move the cluster away to begin with an empty database.',
  );
}

async function openServer(
  server: EmbeddedServer,
  settings: ServerSettings,
): Promise<{ port: number; adopted: boolean }> {
  const running = await server.recover();
  if (running !== null) {
    if (await server.runsWith(running, settings)) return { port: running, adopted: true };
    await server.stop();
  }
  return { port: await server.start(settings), adopted: false };
}

async function openDatabase(port: number, password: string, dataFolder: string): Promise<void> {
  try {
    await ensureApplicationDatabase(port, password);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '28P01') throw error;
    throw new EmbeddedPostgresFailed(
      `The password in ${passwordPath(dataFolder)} is not the one of the cluster beside it. ` +
        'Bring the right file back, or move the cluster away to begin with an empty database.',
      { cause: error },
    );
  }
}

async function releaseAll(claims: readonly FolderClaim[]): Promise<void> {
  await Promise.all(claims.map((claim) => claim.release()));
}
