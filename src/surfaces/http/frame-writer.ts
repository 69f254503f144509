import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** More than this is not held back for company. */
const MOST_HELD = 16_384;

const streams = new WeakSet<ServerResponse>();
let open = 0;

/** How many responses of this process are written to frame by frame at this moment. */
export function openStreams(): number {
  return open;
}

/** Whether a response is, or was, written frame by frame. */
export function isStream(response: ServerResponse): boolean {
  return streams.has(response);
}

/**
 * Writes frames to a response. Those that are there at the same moment leave together, the headers
 * with the first of them and the end with the last: each write to a socket is dear. Where nothing
 * comes at once, the headers go ahead. A slow reader is waited for.
 */
export class FrameWriter {
  private held = '';
  private departure: NodeJS.Immediate | null = null;

  /** @param patienceMs how long a slow reader is waited for before the connection is cut off. */
  constructor(
    private readonly response: ServerResponse,
    private readonly patienceMs?: number,
  ) {
    streams.add(response);
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    this.schedule();
  }

  /** Whether nobody is there any more. */
  get isCutOff(): boolean {
    return this.response.destroyed;
  }

  /** Sends a frame within this turn of the event loop; resolves when the reader can take more. */
  async write(frame: string): Promise<void> {
    this.held += frame;
    if (this.held.length > MOST_HELD) this.flush();
    else this.schedule();
    if (this.response.writableNeedDrain && !this.isCutOff) await this.drained();
  }

  /** Sends what is held, and the end with it. */
  end(): void {
    this.cancel();
    if (this.held === '') this.response.end();
    else this.response.end(this.held);
    this.held = '';
  }

  private schedule(): void {
    this.departure ??= setImmediate(() => this.flush());
  }

  private flush(): void {
    this.cancel();
    if (this.isCutOff) return;
    if (this.held === '') this.response.flushHeaders();
    else this.response.write(this.held);
    this.held = '';
  }

  private cancel(): void {
    if (this.departure !== null) clearImmediate(this.departure);
    this.departure = null;
  }

  /** Resolves when the reader has caught up or left; takes its listeners along. */
  private async drained(): Promise<void> {
    const waiting = new AbortController();
    const { signal } = waiting;
    const impatience =
      this.patienceMs === undefined
        ? undefined
        : setTimeout(() => this.response.destroy(), this.patienceMs);
    try {
      await Promise.race([
        once(this.response, 'drain', { signal }),
        once(this.response, 'close', { signal }),
      ]);
    } finally {
      clearTimeout(impatience);
      waiting.abort();
    }
  }
}
