import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { identityOf } from '../../../src/platform/database/embedded/process-identity';
import { isServerOf } from '../../../src/platform/database/embedded/postmaster-file';

const DEADLINE_MS = 60_000;

/** Folders and processes of one test, all of which are gone after {@link Playground.clear}. */
export class Playground {
  private readonly folders: string[] = [];
  private readonly processes: ChildProcess[] = [];

  /** A new, empty folder that everybody, or with 0o700 only this account, can enter. */
  async folder(mode = 0o755): Promise<string> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'trellis-embedded-')));
    await chmod(folder, mode);
    this.folders.push(folder);
    return folder;
  }

  /**
   * Runs a script with Node, in a process group of its own as a shell does; resolves with the
   * first line that it prints, read as JSON.
   */
  async script<Line>(
    path: string,
    words: readonly string[],
    environment: NodeJS.ProcessEnv = process.env,
  ): Promise<{ child: ChildProcess; line: Line }> {
    const child = spawn(process.execPath, [path, ...words], {
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.processes.push(child);
    for await (const line of createInterface({ input: child.stdout })) {
      return { child, line: JSON.parse(line) as Line };
    }
    throw new Error(`${path} ended without a word.`);
  }

  /** An application in a process of its own, whose server already answers. */
  async owner(dataFolder: string): Promise<{ child: ChildProcess; line: OwnerLine }> {
    return this.script<OwnerLine>(join(__dirname, 'owner-process.js'), [dataFolder]);
  }

  /** A process that has nothing to do with any server. */
  async bystander(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60_000)']);
    await once(child, 'spawn');
    this.processes.push(child);
    return child;
  }

  /** Ends all processes and servers, and removes all folders. */
  async clear(): Promise<void> {
    for (const child of this.processes) await kill(child);
    for (const folder of this.folders) {
      const cluster = await realpath(join(folder, 'data', 'postgres')).catch(() => null);
      if (cluster !== null) {
        const pid = await serverPid(cluster).catch(() => 0);
        if (await isServerOf(pid, cluster)) await killServer(pid);
        await rm(dirname(cluster), { recursive: true, force: true });
      }
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** What an owner process says once its server answers. */
export interface OwnerLine {
  readonly url: string;
  readonly adopted: boolean;
  readonly notes: readonly string[];
}

/** The process number of the server that runs, or ran last, on this cluster. */
export async function serverPid(cluster: string): Promise<number> {
  return Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** SIGKILL for a child, whether or not it is still there. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** SIGKILL for a server that is no child of ours. */
export async function killServer(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await eventually(async () => (await identityOf(pid)) === null);
}

/** Waits until the condition holds. */
export async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await sleep(20);
  }
}

/** The only value that a query returns. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 20_000 });
  try {
    await client.connect();
    const result = await client.query<Record<string, unknown>>(sql);
    return Object.values(result.rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}
