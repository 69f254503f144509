import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { ClamavAddress } from '../config/clamav-address';
import { ScannerUnavailable } from './scanning.errors';

const CONNECT_MS = 5_000;
/** No reply is longer; a daemon that says more is none. */
const LONGEST_REPLY = 4_096;
/** Ends a stream of chunks. */
const NO_MORE = Buffer.alloc(4);

/**
 * One connection to a ClamAV daemon for one command. Commands and replies end with a NUL; the bytes
 * of INSTREAM go in chunks that begin with their length as 32 bits, the highest byte first.
 */
export class ClamavSession {
  constructor(
    private readonly address: ClamavAddress,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * The daemon's reply without its NUL.
   *
   * @throws ScannerUnavailable when it cannot be reached, breaks off or the signal fires.
   * @throws Error whatever breaks the content.
   */
  async ask(command: 'PING' | 'INSTREAM', content?: Readable): Promise<string> {
    const socket = connect({ ...this.address, noDelay: true });
    // Failures show in the reply; without a listener they would end the process.
    socket.on('error', () => undefined);
    const end = () => socket.destroy();
    this.signal.addEventListener('abort', end, { once: true });
    try {
      await this.opened(socket);
      const reply = replyOn(socket);
      // Who waits for it is told below; what broke the content comes first.
      reply.catch(() => undefined);
      socket.write(`z${command}\0`);
      if (content !== undefined) await this.send(socket, content);
      return await reply;
    } finally {
      this.signal.removeEventListener('abort', end);
      socket.destroy();
    }
  }

  private async opened(socket: Socket): Promise<void> {
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(CONNECT_MS)]);
    try {
      await once(socket, 'connect', { signal });
    } catch (cause) {
      throw new ScannerUnavailable({ cause });
    }
  }

  /** Stops early when the daemon has heard enough: it says so and hangs up, or says why. */
  private async send(socket: Socket, content: Readable): Promise<void> {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (!socket.writable) return;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      socket.write(length);
      if (!socket.write(chunk)) await drained(socket);
    }
    if (socket.writable) socket.write(NO_MORE);
  }
}

/** Until the socket takes more, or never will. */
async function drained(socket: Socket): Promise<void> {
  const heard = new AbortController();
  const { signal } = heard;
  const moments = ['drain', 'close', 'end', 'data'].map((name) => once(socket, name, { signal }));
  await Promise.race(moments.map((moment) => moment.catch(() => undefined)));
  heard.abort();
}

/** What the daemon says until its NUL, or until it hangs up. */
function replyOn(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const finish = () => {
      const end = text.indexOf('\0');
      resolve((end < 0 ? text : text.slice(0, end)).trim());
    };
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => {
      text += piece;
      if (text.includes('\0')) finish();
      else if (text.length > LONGEST_REPLY) reject(new ScannerUnavailable());
    });
    socket.on('close', () => {
      if (text === '') reject(new ScannerUnavailable());
      else finish();
    });
  });
}
