import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ScriptCommand, ScriptProcess } from './script-process';

const START_MS = 30_000;

/** A server in a process of its own. */
export class ServerProcess {
  private constructor(
    private readonly process: ScriptProcess,
    readonly port: number,
  ) {}

  /**
   * Starts a server and waits until it listens.
   *
   * @param command how to start it; it is told its PORT besides.
   * @param onSpawned called before waiting, so that a server that hangs can be stopped.
   */
  static async start(
    command: ScriptCommand,
    onSpawned: (server: ServerProcess) => void,
  ): Promise<ServerProcess> {
    const port = await freePort();
    const environment = { ...command.environment, PORT: String(port) };
    const script = new ScriptProcess({ ...command, environment });
    const server = new ServerProcess(script, port);
    onSpawned(server);
    const deadline = Date.now() + START_MS;
    while (!(await answers(port))) {
      script.requireAlive();
      if (Date.now() > deadline) throw new Error(`${command.script} does not listen.`);
      await sleep(50);
    }
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The memory that it has at this moment, in bytes; null where the system does not tell. */
  residentBytes(): number | null {
    return this.process.residentBytes();
  }

  /** Asks it to end, then ends it. May be called again. */
  stop(): Promise<void> {
    return this.process.stop();
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
