import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the daemon does instead of looking. */
export type ClamdMood = 'well' | 'hanging' | 'away' | 'confused';

/** What it finds in the bytes of a file. */
export const INFECTED_WORDS = 'These words stand for a virus in tests.';
const SIGNATURE = 'Trellis.Test.Words.UNOFFICIAL';

/** A ClamAV daemon as its protocol describes it: `zPING` and `zINSTREAM`, one command a connection. */
export class ClamdServer {
  /** The length of each file that was looked at. */
  readonly scanned: number[] = [];
  mood: ClamdMood = 'well';
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  /** @param mostBytes its StreamMaxLength. */
  private constructor(private readonly mostBytes: number) {
    this.server = createServer((socket) => this.hear(socket));
  }

  static async start(mostBytes = 100_000_000): Promise<ClamdServer> {
    const daemon = new ClamdServer(mostBytes);
    daemon.server.listen(0, '127.0.0.1');
    await once(daemon.server, 'listening');
    return daemon;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  /** The same as a setting. */
  get url(): string {
    return `tcp://127.0.0.1:${this.address.port}`;
  }

  private hear(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    if (this.mood === 'away') return void socket.destroy();
    const command = new Command(this.mostBytes);
    socket.on('data', (bytes: Buffer) => {
      if (this.mood === 'hanging') return;
      const heard = command.hear(bytes);
      if (heard === null) return;
      socket.end(`${heard instanceof Buffer ? this.verdictOn(heard) : heard}\0`);
    });
  }

  private verdictOn(content: Buffer): string {
    this.scanned.push(content.length);
    if (this.mood === 'confused') return "stream: Can't allocate memory ERROR";
    return content.includes(INFECTED_WORDS) ? `stream: ${SIGNATURE} FOUND` : 'stream: OK';
  }
}

/** One command as it arrives, read piece by piece. */
class Command {
  private readonly content: Buffer[] = [];
  private rest = Buffer.alloc(0);
  private isStream = false;
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** The content of a stream once it is whole, the reply to everything else, null before. */
  hear(bytes: Buffer): Buffer | string | null {
    this.rest = Buffer.concat([this.rest, bytes]);
    if (!this.isStream) {
      const end = this.rest.indexOf(0);
      if (end < 0) return null;
      const name = this.rest.subarray(0, end).toString('latin1');
      if (name !== 'zINSTREAM') return name === 'zPING' ? 'PONG' : 'UNKNOWN COMMAND';
      this.isStream = true;
      this.rest = this.rest.subarray(end + 1);
    }
    while (this.rest.length >= 4) {
      const length = this.rest.readUInt32BE(0);
      if (length === 0) return Buffer.concat(this.content);
      if (this.bytes + length > this.mostBytes) return 'INSTREAM size limit exceeded. ERROR';
      if (this.rest.length < 4 + length) return null;
      this.bytes += length;
      this.content.push(this.rest.subarray(4, 4 + length));
      this.rest = this.rest.subarray(4 + length);
    }
    return null;
  }
}
