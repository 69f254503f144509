import { createParser } from 'eventsource-parser';
import type { Frame } from './event-stream';

/** A streamed reply that is read while it is made. */
export class OpenStream {
  private constructor(
    readonly response: Response,
    private readonly frames: AsyncIterator<Frame>,
    private readonly leaving: AbortController,
  ) {}

  /** Sends a request; resolves when the reply has begun. */
  static async open(
    url: string,
    token: string,
    options: { method?: string; body?: unknown } = {},
  ): Promise<OpenStream> {
    const leaving = new AbortController();
    const response = await fetch(url, {
      method: options.method ?? 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      signal: leaving.signal,
    });
    return new OpenStream(response, framesOf(response), leaving);
  }

  /** The next frame. @throws Error when there is none any more. */
  async next(): Promise<Frame> {
    const { done, value } = await this.frames.next();
    if (done) throw new Error('The stream has ended.');
    return value;
  }

  /** So many frames. */
  async take(count: number): Promise<Frame[]> {
    const taken: Frame[] = [];
    while (taken.length < count) taken.push(await this.next());
    return taken;
  }

  /** All frames up to the end. */
  async rest(): Promise<Frame[]> {
    const rest: Frame[] = [];
    for (let next = await this.frames.next(); !next.done; next = await this.frames.next()) {
      rest.push(next.value);
    }
    return rest;
  }

  /** Breaks the connection off. */
  leave(): void {
    this.leaving.abort();
  }
}

/** The words in frames. */
export function wordsOf(frames: readonly Frame[]): string {
  return frames.map((frame) => ('content' in frame ? frame.content : '')).join('');
}

async function* framesOf(response: Response): AsyncGenerator<Frame, void, undefined> {
  const ready: Frame[] = [];
  const parser = createParser({ onEvent: ({ data }) => ready.push(JSON.parse(data) as Frame) });
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    parser.feed(decoder.decode(bytes as Uint8Array, { stream: true }));
    yield* ready.splice(0);
  }
}
