import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS = 30_000;
const STOP_MS = 8_000;

/** How to start a server. */
export interface ServerCommand {
  /** Absolute path of a built script. */
  readonly script: string;
  /** Where it runs; no `.env` of the project is read there. */
  readonly folder: string;
  /** All of its environment but PORT. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A server in a process of its own. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /**
   * Starts a server and waits until it listens.
   *
   * @param onSpawned called before waiting, so that a server that hangs can be stopped.
   */
  static async start(
    command: ServerCommand,
    onSpawned: (server: ServerProcess) => void,
  ): Promise<ServerProcess> {
    const port = await freePort();
    // With `node --cpu-prof --cpu-prof-dir=… dist/bench/bench.js` every server is profiled too.
    const child = spawn(process.execPath, [...process.execArgv, command.script], {
      cwd: command.folder,
      env: { ...command.environment, PORT: String(port) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const server = new ServerProcess(child, port);
    onSpawned(server);
    const deadline = Date.now() + START_MS;
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${command.script} ended as it started.`);
      if (Date.now() > deadline) throw new Error(`${command.script} does not listen.`);
      await sleep(50);
    }
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Asks it to end, then ends it. May be called again. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
