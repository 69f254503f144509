import { once } from 'node:events';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type KeptReply, MOST_KEPT_BYTES } from '../../../domain/idempotency/kept-reply';
import { keptHeadersOf } from './kept-headers';

/** What became of a reply that was written by hand: whole, too large to keep, or cut off. */
export type Overheard = KeptReply | 'too large' | 'cut off';

type Piece = string | Uint8Array;

/**
 * Listens to what a route writes to its response by hand, a stream for one. The end waits until
 * what was heard has been dealt with: who read it to its end may ask for it again at once.
 */
export class OverheardReply {
  private readonly pieces: Buffer[] = [];
  private size = 0;
  private headers: OutgoingHttpHeaders = {};
  private restore: () => void = () => {};
  private ending: Promise<void> | null = null;

  constructor(
    private readonly response: ServerResponse,
    /** What is done with the reply before the client sees its end. */
    private readonly settle: (overheard: Overheard) => Promise<void>,
  ) {}

  /** Begins to listen; to be called before the route runs. */
  listen(): void {
    const { response } = this;
    const { write, end, writeHead } = response;
    this.restore = () => Object.assign(response, { write, end, writeHead });
    Object.assign(response, {
      writeHead: (status: number, ...rest: unknown[]) => {
        this.hearHeaders(rest);
        return Reflect.apply(writeHead, response, [status, ...rest]);
      },
      write: (...pieces: unknown[]) => {
        this.hear(pieces);
        return Reflect.apply(write, response, pieces);
      },
      end: (...pieces: unknown[]) => {
        this.hear(pieces);
        this.stop();
        this.ending = this.settle(this.overheard()).finally(() => {
          Reflect.apply(end, response, pieces);
        });
        return response;
      },
    });
  }

  /** Waits for the end of a reply that the route, which has returned, writes by hand. */
  async ended(): Promise<void> {
    if (this.ending === null && !this.response.destroyed) await once(this.response, 'close');
    await (this.ending ?? this.settle('cut off'));
  }

  /** Stops listening: the reply is written by others, or not at all. */
  stop(): void {
    this.restore();
  }

  private hear([piece, encoding]: unknown[]): void {
    if (typeof piece !== 'string' && !(piece instanceof Uint8Array)) return;
    const bytes = bytesOf(piece, encoding);
    this.size += bytes.length;
    if (this.size <= MOST_KEPT_BYTES) this.pieces.push(bytes);
    else this.pieces.length = 0;
  }

  private hearHeaders(rest: readonly unknown[]): void {
    const headers = rest.find((part) => typeof part === 'object' && part !== null);
    if (headers !== undefined && !Array.isArray(headers)) {
      this.headers = { ...this.headers, ...(headers as OutgoingHttpHeaders) };
    }
  }

  /** Who left before the end has not read it: the client will ask again, and get the whole. */
  private overheard(): Overheard {
    if (this.response.destroyed) return 'cut off';
    if (this.size > MOST_KEPT_BYTES) return 'too large';
    return {
      status: this.response.statusCode,
      headers: keptHeadersOf({ ...this.response.getHeaders(), ...this.headers }),
      body: Buffer.concat(this.pieces),
    };
  }
}

function bytesOf(piece: Piece, encoding: unknown): Buffer {
  return typeof piece === 'string'
    ? Buffer.from(piece, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
    : Buffer.from(piece);
}
