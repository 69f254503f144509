import { Readable, Transform, type TransformCallback } from 'node:stream';

/**
 * Hands a stream on, and fails with an error of the caller's when its source breaks, or falls silent
 * while somebody waits for it. A reader who takes their time is no silence of the source.
 *
 * @param failed makes the error; it gets what broke the source, or nothing for silence.
 */
export function endedWhenSilent(
  source: Readable,
  silenceMs: number,
  failed: (cause?: unknown) => Error,
): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    const iterator = source.iterator({ destroyOnReturn: true });
    try {
      for (;;) {
        const next = iterator.next().catch((cause: unknown) => {
          throw failed(cause);
        });
        const { done, value } = await soon(next, silenceMs, failed);
        if (done === true) return;
        yield value as Buffer;
      }
    } finally {
      source.destroy();
    }
  }
  return Readable.from(chunks(), { objectMode: false });
}

async function soon<Value>(
  promise: Promise<Value>,
  deadlineMs: number,
  late: () => Error,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), deadlineMs);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Passes bytes on, calls back for each piece, and fails when they are more or fewer than said. */
export class CountedBytes extends Transform {
  #bytes = 0;

  constructor(
    private readonly byteLength: number,
    private readonly onProgress: () => void = () => undefined,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    this.onProgress();
    done(this.#bytes > this.byteLength ? this.mismatch() : null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#bytes === this.byteLength ? null : this.mismatch());
  }

  private mismatch(): Error {
    return new RangeError('The file is longer or shorter than it was said to be.');
  }
}
