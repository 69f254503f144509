import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SUPERUSER } from './cluster-connection';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors';
import type { Placement } from './placement';
import { replacePrivateFile } from './replace-file';
import type { ServerLog } from './server-log';
import { SETTINGS_FILE } from './server-settings';
import { program } from './vendor-binaries';
import { runTool } from './vendor-tool';

const INITDB_MS = 180_000;
const HAND_OVER_MS = 60_000;
const PASSWORD_BYTES = 32;

/** Whether the cluster has been created. It gets its name only when it is complete. */
export async function clusterExists(placement: Placement): Promise<boolean> {
  return stat(placement.cluster).then(
    () => true,
    () => false,
  );
}

/** The password of the data folder's cluster; null when the folder has none. */
export async function readPassword(dataFolder: string): Promise<string | null> {
  return readFile(passwordPath(dataFolder), 'utf8').then(
    (text) => text.trim() || null,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
}

/** Makes the password of a new cluster: 32 random bytes in URL-safe letters. */
export async function createPassword(dataFolder: string): Promise<string> {
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  await replacePrivateFile(passwordPath(dataFolder), `${password}\n`, null);
  return password;
}

/** Where the password of a data folder is. */
export function passwordPath(dataFolder: string): string {
  return join(dataFolder, 'postgres-password');
}

/**
 * Creates the cluster. It sorts and compares text by Unicode code points, with PostgreSQL's own
 * rules for letters, so it needs no locale of the machine and moves between machines.
 *
 * @throws EmbeddedPostgresFailed with the last lines that initdb said.
 */
export async function createCluster(
  placement: Placement,
  password: string,
  log: ServerLog,
): Promise<void> {
  const { account, binaries, cluster, home } = placement;
  await removeDrafts(cluster);
  // A name of its own: the initdb of a killed process may still be writing into the former draft.
  const draft = await mkdtemp(`${cluster}.new-`);
  const passwordFile = `${draft}.password`;
  try {
    if (account !== null) await chown(draft, account.uid, account.gid);
    await replacePrivateFile(passwordFile, password, account);
    const result = await runTool(
      program(binaries, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { folder: home, account, timeoutMs: INITDB_MS },
    );
    if (!result.succeeded) {
      await log.append(result.output);
      throw new EmbeddedPostgresFailed(
        `The database could not be created in ${home}:\n${log.excerpt(result.output)}`,
      );
    }
    const configuration = join(draft, 'postgresql.conf');
    const text = await readFile(configuration, 'utf8');
    await replacePrivateFile(configuration, `${text}\ninclude = '${SETTINGS_FILE}'\n`, account);
    await rename(draft, cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Gives a cluster that was copied or restored as root to the account that has to run it. */
export async function handOverCluster(placement: Placement): Promise<void> {
  const { account, cluster } = placement;
  if (account === null || (await stat(cluster)).uid !== 0) return;
  const words = ['-R', `${account.uid}:${account.gid}`, cluster];
  const options = { folder: '/', account: null, timeoutMs: HAND_OVER_MS };
  const result = await runTool('chown', words, options);
  if (!result.succeeded) throw new EmbeddedPostgresFailed(result.output);
}

/** Lets the data folder lead to a cluster that is elsewhere. */
export async function linkCluster(placement: Placement): Promise<void> {
  const entry = join(placement.dataFolder, 'postgres');
  if (entry === placement.cluster) return;
  await symlink(placement.cluster, entry).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function removeDrafts(cluster: string): Promise<void> {
  const prefix = `${basename(cluster)}.new-`;
  const left = (await readdir(dirname(cluster))).filter((name) => name.startsWith(prefix));
  for (const name of left) {
    // A tool that still writes there may keep it alive; then the next start removes it.
    await rm(join(dirname(cluster), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
