import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const STOP_MS = 8_000;

/** What to run. */
export interface ScriptCommand {
  /** Absolute path of a built script. */
  readonly script: string;
  readonly parameters?: readonly string[];
  /** Where it runs; no `.env` of the project is read there. */
  readonly folder: string;
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A built script in a process of its own; whatever it says goes where progress goes. */
export class ScriptProcess {
  private readonly child: ChildProcess;

  constructor(private readonly command: ScriptCommand) {
    const { script, parameters = [], folder, environment } = command;
    // With `node --cpu-prof --cpu-prof-dir=… dist/bench/bench.js` every process is profiled too.
    this.child = spawn(process.execPath, [...process.execArgv, script, ...parameters], {
      cwd: folder,
      env: { ...environment },
      stdio: ['ignore', 2, 2],
    });
  }

  /** The memory that it has at this moment, in bytes; null where the system does not tell. */
  residentBytes(): number | null {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
    } catch {
      return null;
    }
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Raises when it has ended. */
  requireAlive(): void {
    if (this.hasEnded) throw new Error(`${this.command.script} ended too early.`);
  }

  /** Waits until it has ended by itself. Raises when it failed. */
  async finish(): Promise<void> {
    if (!this.hasEnded) await once(this.child, 'exit');
    if (this.child.exitCode !== 0) throw new Error(`${this.command.script} failed.`);
  }

  /** Asks it to end, then ends it. May be called again. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  }
}
