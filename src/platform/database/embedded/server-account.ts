import { stat } from 'node:fs/promises';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors';
import { type ServerAccount, runTool } from './vendor-tool';

const CANDIDATES = ['postgres', 'nobody'];

/**
 * Whom PostgreSQL, which refuses to run as root, is to run as. Null: as this process, because it
 * is not root. A cluster that an ordinary user created keeps that user, so that it opens for them
 * again after root has used it.
 *
 * @param cluster the folder of the cluster, which need not exist.
 * @throws EmbeddedPostgresFailed when this process is root and the machine has no other account.
 */
export async function serverAccountFor(cluster: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of CANDIDATES) {
    const [uid, gid] = await Promise.all([accountNumber('-u', name), accountNumber('-g', name)]);
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid };
  }
  throw new EmbeddedPostgresFailed(
    'PostgreSQL does not run as root, and this machine has neither an account named postgres nor ' +
      'one named nobody. Create one, or start as an ordinary user.',
  );
}

/** Whether the account can enter the folder, through all the folders above it. */
export async function canEnter(account: ServerAccount, folder: string): Promise<boolean> {
  const options = { folder: '/', account, timeoutMs: 10_000 };
  return (await runTool('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], options)).succeeded;
}

async function accountNumber(flag: '-u' | '-g', name: string): Promise<number | null> {
  const options = { folder: '/', account: null, timeoutMs: 10_000 };
  const result = await runTool('id', [flag, name], options);
  return result.succeeded ? Number(result.output) : null;
}
