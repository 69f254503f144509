import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readlink, realpath, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors';
import { canEnter, serverAccountFor } from './server-account';
import { type Binaries, copyBinaries, installedBinaries, program } from './vendor-binaries';
import { type ServerAccount, runTool } from './vendor-tool';

/** Where root keeps what the server's account could not reach in its place. */
const SHARED_FOLDER = '/var/lib/trellis';

/** Where everything of one server is. All paths are real: no part of them is a link. */
export interface Placement {
  /** What the operator knows: holds the password, the claim, and the cluster or a link to it. */
  readonly dataFolder: string;
  /** The folder around the cluster and its log; the data folder, unless that is out of reach. */
  readonly home: string;
  /** PostgreSQL's own data directory; it need not exist yet. */
  readonly cluster: string;
  /** Whom the server runs as; null: as this process. */
  readonly account: ServerAccount | null;
  readonly binaries: Binaries;
  /** What an operator may wonder about, in whole sentences. */
  readonly notes: readonly string[];
}

/**
 * Decides where the server of a data folder lives. Ordinarily that is the data folder itself. When
 * this process is root, the server runs as another account; what that account cannot enter, such
 * as a clone in /root or in a private temporary folder, has its cluster (and the programs, where
 * they are out of reach too) under /var/lib/trellis, and a link in the data folder leads there.
 *
 * @param dataFolder the real path of a folder that exists.
 * @throws EmbeddedPostgresFailed when the cluster is there but cannot be used from this process.
 */
export async function placeServer(dataFolder: string): Promise<Placement> {
  const entry = join(dataFolder, 'postgres');
  const existing = await existingCluster(entry);
  const account = await serverAccountFor(existing ?? entry);
  const installed = await installedBinaries();
  if (account === null) {
    if (existing !== null) await requireOwnership(existing);
    const cluster = existing ?? entry;
    const home = dirname(cluster);
    return { dataFolder, home, cluster, account, binaries: installed, notes: [] };
  }
  const notes: string[] = [];
  const binaries = await reachableBinaries(installed, account, notes);
  const cluster = existing ?? join(await homeFor(account, dataFolder), 'postgres');
  const home = dirname(cluster);
  if (existing !== null) await requireReach(account, home);
  if (home !== dataFolder) {
    notes.push(
      `This process is root, and the account that PostgreSQL runs as (uid ${account.uid}) ` +
        `cannot enter ${dataFolder}; its cluster is ${cluster}.`,
    );
  }
  return { dataFolder, home, cluster, account, binaries, notes };
}

/**
 * Sets aside a cluster under /var/lib/trellis whose data folder was deleted and made anew. Its
 * password went with the folder, so nobody can open it; it is kept for its files.
 */
export async function setAsideAbandoned(placement: Placement): Promise<string> {
  const time = new Date().toISOString().replaceAll(':', '');
  const target = `${placement.cluster}.abandoned-${time}`;
  await rename(placement.cluster, target);
  return `The data folder is new, so the cluster of the former one was set aside as ${target}.`;
}

async function existingCluster(entry: string): Promise<string | null> {
  const found = await lstat(entry).catch(() => null);
  if (found === null) return null;
  try {
    return await realpath(entry);
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `${entry} leads to ${await readlink(entry)}, which is not there any more. Bring that folder ` +
        'back, or remove the link and the postgres-password beside it to begin with an empty database.',
      { cause: error },
    );
  }
}

async function requireOwnership(cluster: string): Promise<void> {
  const { uid } = await stat(cluster);
  const mine = process.getuid?.();
  if (mine === undefined || mine === uid) return;
  throw new EmbeddedPostgresFailed(
    `The cluster ${cluster} belongs to another account (uid ${uid}, this process has ${mine}). ` +
      'Start as that account or as root, or choose another folder with DATA_FOLDER.',
  );
}

async function requireReach(account: ServerAccount, folder: string): Promise<void> {
  if (await canEnter(account, folder)) return;
  throw new EmbeddedPostgresFailed(
    `The account that owns the cluster (uid ${account.uid}) cannot enter ${folder}. ` +
      'Give it the x permission on that folder and on those above it.',
  );
}

async function reachableBinaries(
  installed: Binaries,
  account: ServerAccount,
  notes: string[],
): Promise<Binaries> {
  const options = { folder: '/', account, timeoutMs: 20_000 };
  const trial = await runTool(program(installed, 'postgres'), ['--version'], options);
  if (trial.succeeded) return installed;
  await openFolder(SHARED_FOLDER);
  const copy = await copyBinaries(installed, SHARED_FOLDER);
  notes.push(`PostgreSQL's programs were copied to ${copy.root}, where its account can run them.`);
  return copy;
}

async function homeFor(account: ServerAccount, dataFolder: string): Promise<string> {
  if (await canEnter(account, dataFolder)) return dataFolder;
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const clusters = join(SHARED_FOLDER, 'clusters');
  const home = join(clusters, name);
  for (const folder of [SHARED_FOLDER, clusters, home]) await openFolder(folder);
  return realpath(home);
}

/** Makes a folder that everybody can enter, whatever this process's umask is. */
async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}
