import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLineOf, identityOf } from './process-identity';

const BEING_WRITTEN_MS = 500;

/** What a server writes about itself into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  /** Null as long as the server has not opened it. */
  readonly port: number | null;
}

/** The `postmaster.pid` of a cluster; null when there is none, 'unreadable' when it makes no sense. */
export async function readPostmasterFile(
  cluster: string,
): Promise<PostmasterFile | 'unreadable' | null> {
  const first = await parse(cluster);
  if (first !== 'unreadable') return first;
  // A server that is just starting may be about to write it.
  await sleep(BEING_WRITTEN_MS);
  return parse(cluster);
}

/** Removes a file that a dead server left; with it, no other server would start. */
export async function removePostmasterFile(cluster: string): Promise<void> {
  await rm(pathIn(cluster), { force: true });
}

/** Whether this process is alive and is, by its command line, the server of this cluster. */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if ((await identityOf(pid)) === null) return false;
  const command = await commandLineOf(pid);
  if (command === null) return false;
  const flag = command.indexOf(' -D ');
  if (flag < 0 || !/^postgres(\.exe)?$/.test(basename(command.slice(0, flag)))) return false;
  const words = command.slice(flag + ' -D '.length);
  return words === cluster || words.startsWith(`${cluster} `);
}

async function parse(cluster: string): Promise<PostmasterFile | 'unreadable' | null> {
  const text = await readFile(pathIn(cluster), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  // One fact a line: pid, data directory, start time, port, …; a lone backend's pid is negative.
  const lines = text.split('\n');
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  const port = Number.parseInt(lines[3] ?? '', 10);
  if (!Number.isSafeInteger(pid) || pid === 0) return 'unreadable';
  return { pid, port: port > 0 ? port : null };
}

function pathIn(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
