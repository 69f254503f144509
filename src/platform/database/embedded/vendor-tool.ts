import { spawn } from 'node:child_process';

/** An account of the operating system that PostgreSQL runs as. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** How one of PostgreSQL's own tools is run. */
export interface ToolOptions {
  /** A folder that the account can enter. */
  readonly folder: string;
  /** Whom to run as; null: as this process. */
  readonly account: ServerAccount | null;
  /** After how many milliseconds the tool is ended. */
  readonly timeoutMs: number;
  /** Keeps the Ctrl-C of a terminal from reaching the tool. */
  readonly ownSession?: boolean;
}

/** How a tool ended, and everything it said. */
export interface ToolResult {
  readonly succeeded: boolean;
  readonly output: string;
}

/**
 * Runs a program to its end without a shell and without this process's environment: settings such
 * as PGDATA or LC_ALL, meant for another server, must not reach ours. Never rejects.
 */
export async function runTool(
  program: string,
  words: readonly string[],
  options: ToolOptions,
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const tool = spawn(program, words, {
      cwd: options.folder,
      env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      windowsHide: true,
      ...(options.ownSession === true && { detached: true }),
      ...(options.account !== null && { uid: options.account.uid, gid: options.account.gid }),
    });
    tool.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    tool.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    tool.once('error', (error) => resolve({ succeeded: false, output: error.message }));
    tool.once('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString('utf8').trim();
      const ending = signal === null ? '' : `\n${program} was ended by ${signal}.`;
      resolve({ succeeded: code === 0, output: output + ending });
    });
  });
}
