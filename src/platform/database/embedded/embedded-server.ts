import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answersFor } from './cluster-connection';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors';
import type { Placement } from './placement';
import {
  isServerOf,
  type PostmasterFile,
  readPostmasterFile,
  removePostmasterFile,
} from './postmaster-file';
import { replacePrivateFile } from './replace-file';
import type { ServerLog } from './server-log';
import { SETTINGS_FILE, type ServerSettings, settingsText } from './server-settings';
import { program } from './vendor-binaries';
import { runTool, type ToolResult } from './vendor-tool';

const PAUSE_MS = 100;
/** How long a leftover server may start up or shut down before it counts as hanging. */
const HANGING_MS = 8_000;
/** Recovery after a crash can take this long; pg_ctl returns as soon as the server is ready. */
const START_SECONDS = 120;
const FAST_STOP_SECONDS = 20;
const IMMEDIATE_STOP_SECONDS = 10;
/** How long the system may take to remove a killed process. */
const KILLED_MS = 1_000;
const START_ATTEMPTS = 20;

/**
 * The server of one cluster, run with pg_ctl. Nothing here signals a process before it has proven
 * to be that server: by its command line, or by letting us in and naming our data directory.
 */
export class EmbeddedServer {
  constructor(
    private readonly placement: Placement,
    private readonly password: string,
    private readonly log: ServerLog,
  ) {}

  /**
   * Settles what an earlier process left behind, after which the server either answers or does
   * not run: a server that hangs is ended, the file of one that is gone is removed.
   *
   * @returns the port of a server that runs and answers, or null.
   */
  async recover(): Promise<number | null> {
    const { cluster } = this.placement;
    const deadline = Date.now() + HANGING_MS;
    for (;;) {
      const file = await readPostmasterFile(cluster);
      if (file === null) return null;
      if (file !== 'unreadable') {
        if (await this.answers(file)) return file.port;
        if (await isServerOf(file.pid, cluster)) {
          if (Date.now() < deadline) {
            await sleep(PAUSE_MS);
            continue;
          }
          await this.end(file.pid);
        }
      }
      // Backends that outlive their server keep its shared memory, which PostgreSQL checks too.
      await removePostmasterFile(cluster);
      return null;
    }
  }

  /** Whether the server on this port was started with these settings. */
  async runsWith(port: number, settings: ServerSettings): Promise<boolean> {
    const current = await readFile(this.settingsPath, 'utf8').catch(() => null);
    return current === settingsText(port, settings);
  }

  /**
   * Starts the server as a daemon of its own session.
   *
   * @returns its port, which the operating system chose.
   * @throws EmbeddedPostgresFailed with the last lines of the log.
   */
  async start(settings: ServerSettings): Promise<number> {
    this.requirePlainPaths();
    for (let attempt = 1; ; attempt += 1) {
      const text = settingsText(await freePort(), settings);
      await replacePrivateFile(this.settingsPath, text, this.placement.account);
      const before = await this.log.size();
      const result = await this.pgCtl(
        ['start', '-s', '-w', '-t', String(START_SECONDS), '-l', this.log.path],
        START_SECONDS,
      );
      const file = await readPostmasterFile(this.placement.cluster);
      if (result.succeeded && file !== null && file !== 'unreadable' && file.port !== null) {
        return file.port;
      }
      const logged = await this.log.since(before);
      if (!isPassing(logged) || attempt === START_ATTEMPTS) {
        throw new EmbeddedPostgresFailed(
          `PostgreSQL did not start: ${result.output}\n${this.log.excerpt(logged)}`,
        );
      }
      await sleep(PAUSE_MS * Math.min(attempt, 10));
    }
  }

  /**
   * Stops the server, closing its connections; does nothing when it is not running.
   *
   * @throws EmbeddedPostgresFailed when it withstands.
   */
  async stop(): Promise<void> {
    const file = await readPostmasterFile(this.placement.cluster);
    if (file === null || file === 'unreadable') return;
    const isOurs = await isServerOf(file.pid, this.placement.cluster);
    if (!isOurs && !(await this.answers(file))) return;
    if ((await this.pgCtlStop('fast', FAST_STOP_SECONDS)).succeeded) return;
    await this.end(file.pid);
  }

  /** Ends a server that does not stop when asked; its next start recovers from the journal. */
  private async end(pid: number): Promise<void> {
    const { cluster } = this.placement;
    if (!(await isServerOf(pid, cluster))) return;
    // A suspended process takes no other signal.
    signal(pid, 'SIGCONT');
    const result = await this.pgCtlStop('immediate', IMMEDIATE_STOP_SECONDS);
    if (result.succeeded || !(await isServerOf(pid, cluster))) return;
    signal(pid, 'SIGKILL');
    await sleep(KILLED_MS);
    if (await isServerOf(pid, cluster)) {
      throw new EmbeddedPostgresFailed(
        `PostgreSQL (process ${pid}) does not stop: ${result.output}`,
      );
    }
  }

  private async answers(file: PostmasterFile): Promise<boolean> {
    return file.port !== null && answersFor(file.port, this.password, this.placement.cluster);
  }

  private pgCtlStop(mode: 'fast' | 'immediate', seconds: number): Promise<ToolResult> {
    return this.pgCtl(['stop', '-s', '-w', '-t', String(seconds), '-m', mode], seconds);
  }

  /** @param seconds how long pg_ctl was told to wait; it gets a little more than that. */
  private pgCtl(words: readonly string[], seconds: number): Promise<ToolResult> {
    const { account, binaries, cluster, home } = this.placement;
    return runTool(program(binaries, 'pg_ctl'), [...words, '-D', cluster], {
      folder: home,
      account,
      timeoutMs: (seconds + 10) * 1_000,
      // A second Ctrl-C must not cut a stop short; one during a start may: pg_ctl then undoes it.
      ownSession: words[0] === 'stop',
    });
  }

  /** pg_ctl starts the server through a shell and puts these into double quotes, no more. */
  private requirePlainPaths(): void {
    const paths = [this.placement.cluster, this.log.path, this.placement.binaries.root];
    const path = paths.find((each) => /["$`\n]/.test(each) && process.platform !== 'win32');
    if (path === undefined) return;
    throw new EmbeddedPostgresFailed(
      `PostgreSQL cannot run in ${path}: the path may not contain quotes, dollar signs or backticks.`,
    );
  }

  private get settingsPath(): string {
    return join(this.placement.cluster, SETTINGS_FILE);
  }
}

/** Failures that go away: another program took the port, or backends of a killed server linger. */
function isPassing(logged: string): boolean {
  return /could not bind|could not create any TCP|pre-existing shared memory block/.test(logged);
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function signal(pid: number, name: 'SIGCONT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone, or this system has no such signal; what follows finds out.
  }
}
