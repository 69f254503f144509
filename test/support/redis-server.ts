import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port';

const PROGRAMS = [
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/opt/homebrew/bin/redis-server',
];

/** Where this machine has Redis; undefined when it has none. */
export const REDIS_PROGRAM = PROGRAMS.find((path) => existsSync(path));

const START_ATTEMPTS = 5;
const START_MS = 60_000;
const ANSWER_MS = 5_000;
const PAUSE_MS = 50;

/** A Redis of a test's own, on a free port, that keeps nothing. */
export class RedisServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
    private readonly password: string | null,
  ) {}

  /** Where another program takes the port first, it tries the next one. */
  static async start(
    program: string,
    more: readonly string[] = [],
    password: string | null = null,
  ): Promise<RedisServer> {
    for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
      const server = RedisServer.spawn(program, await freePort(), more, password);
      if (await server.isUp()) return server;
    }
    throw new Error(`Redis did not start, tried ${START_ATTEMPTS} times.`);
  }

  private static spawn(
    program: string,
    port: number,
    more: readonly string[],
    password: string | null,
  ): RedisServer {
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      ...(password === null ? [] : ['--requirepass', password]),
      ...more,
    ];
    const child = spawn(program, settings, { cwd: tmpdir(), stdio: 'ignore' });
    return new RedisServer(child, port, password);
  }

  /** Waits until it answers, not whoever else has the port; false once it has ended. */
  private async isUp(): Promise<boolean> {
    const deadline = Date.now() + START_MS;
    while (this.child.exitCode === null) {
      const pid = await processAt(this.port, this.password);
      if (pid !== null && pid === this.child.pid) return true;
      if (Date.now() > deadline) {
        await this.stop();
        throw new Error(`Redis does not answer after ${START_MS} ms.`);
      }
      await sleep(PAUSE_MS);
    }
    return false;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** Which process serves Redis on this port, as it says itself; null when none does. */
function processAt(port: number, password: string | null): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  const question = `${password === null ? '' : `AUTH ${password}\r\n`}INFO server\r\n`;
  const socket = connect(port, '127.0.0.1', () => socket.write(question));
  let heard = '';
  socket.setEncoding('latin1').on('data', (text) => {
    heard += text;
    const told = /^process_id:(\d+)\r$/m.exec(heard)?.[1];
    if (told !== undefined) resolve(Number(told));
  });
  socket.setTimeout(ANSWER_MS, () => resolve(null));
  socket.once('error', () => resolve(null));
  socket.once('close', () => resolve(null));
  return promise.finally(() => socket.destroy());
}
