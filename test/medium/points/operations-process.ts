import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TEST_SECRET } from '../../support/test-app';
import type { Operation } from './operation';

const SCRIPT = join(__dirname, 'serve-operations.js');
const LOADER = join(__dirname, 'typescript.js');

/** What the process can be told. */
type Order = { readonly day: number } | { readonly userId: number; readonly operation: Operation };

/** The process was ended before it answered: nobody knows what it did. */
export class NoAnswer extends Error {}

interface Waiting {
  readonly resolve: (outcome: string) => void;
  readonly reject: (error: NoAnswer) => void;
}

/** Services in a process of their own, which a test kills in the middle of their work. */
export class OperationsProcess {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly dataFolder: string,
  ) {}

  /** Starts one on a database; resolves when it takes orders. */
  static async start(databaseUrl: string): Promise<OperationsProcess> {
    const dataFolder = mkdtempSync(join(tmpdir(), 'trellis-points-'));
    const child = spawn(
      process.execPath,
      ['-r', LOADER, SCRIPT, databaseUrl, dataFolder, TEST_SECRET],
      {
        env: { PATH: process.env['PATH'] },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    const started = new OperationsProcess(child, dataFolder);
    child.stdin?.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('The process ended before it was ready.')));
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
        if (!line.startsWith('{"')) return;
        const { ready, id, outcome } = JSON.parse(line);
        if (ready === true) resolve();
        else started.settle(id, outcome);
      });
    });
    child.once('exit', () => started.giveUp());
    return started;
  }

  /** @throws NoAnswer when it was killed before it answered. */
  tell(order: Order): Promise<string> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      if (this.hasEnded) return reject(new NoAnswer());
      this.waiting.set(id, { resolve, reject });
      this.child.stdin?.write(`${JSON.stringify({ id, ...order })}\n`);
    });
  }

  /** Ends it as a power failure would. */
  async kill(): Promise<void> {
    if (!this.hasEnded) {
      this.child.kill('SIGKILL');
      await once(this.child, 'exit');
    }
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private settle(id: number, outcome: string): void {
    this.waiting.get(id)?.resolve(outcome);
    this.waiting.delete(id);
  }

  private giveUp(): void {
    for (const { reject } of this.waiting.values()) reject(new NoAnswer());
    this.waiting.clear();
  }
}
