import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const A = 1;

/** A name server on loopback: it answers questions for IPv4 with what it is told, or stays silent. */
export class NameServer {
  /** Questions so far. */
  asked = 0;
  /** Addresses of every name there is; null: it never answers. */
  addresses: readonly string[] | null = [];

  private constructor(private readonly socket: Socket) {
    socket.on('message', (question, { port, address }) => {
      this.asked += 1;
      if (this.addresses !== null) socket.send(this.answer(question), port, address);
    });
  }

  static async start(): Promise<NameServer> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new NameServer(socket);
  }

  /** As resolvers take it. */
  get server(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  stop(): void {
    this.socket.close();
  }

  /** The question with its answers behind it; additional records are left out. */
  private answer(question: Buffer): Buffer {
    let end = 12;
    for (let length = question[end] ?? 0; length > 0; length = question[end] ?? 0)
      end += length + 1;
    const type = question.readUInt16BE(end + 1);
    const addresses = type === A ? (this.addresses ?? []) : [];
    const head = Buffer.from(question.subarray(0, end + 5));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(addresses.length, 6);
    head.writeUInt16BE(0, 8);
    head.writeUInt16BE(0, 10);
    const records = addresses.map((address) =>
      Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
    );
    return Buffer.concat([head, ...records]);
  }
}
