import { DoneMarker } from './done-marker';

/** How long a finished reply's connection may take to end on its own, in milliseconds. */
const DRAIN_MS = 1_000;

/**
 * The connection of one call to a provider, watched for what the provider's library does not
 * tell: that a reply began, that it was marked as done, that it broke off.
 *
 * A reply that breaks off is ended here like any other, and `brokenBy` says so: an erroring
 * stream throws away what its readers had not read yet, and everything that came shall be heard.
 */
export class ProviderWire {
  /** A reply with a good status has begun. */
  answered = false;
  /** The line `data: [DONE]` has arrived, from a provider that ends its replies so. */
  markedDone = false;
  /** Why the connection failed or broke off; null as long as it did not. */
  brokenBy: unknown = null;
  /** Set once the reply is known to be complete: closing then lets the connection live on. */
  complete = false;

  readonly #marker: DoneMarker | null;

  constructor(marksDone: boolean) {
    this.#marker = marksDone ? new DoneMarker() : null;
  }

  /**
   * The `fetch` to hand to a provider. It never follows a redirect: an API does not move, and
   * the credentials of one host are not for another.
   */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis
      .fetch(input, { ...init, redirect: 'manual' })
      .catch((error: unknown) => {
        this.#noteFault(error);
        throw error;
      });
    if (!response.ok || response.body === null) {
      return response;
    }
    this.answered = true;
    const { status, statusText, headers } = response;
    return new Response(this.#watch(response.body), { status, statusText, headers });
  };

  #watch(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await reader.read().catch((error: unknown) => {
          this.#noteFault(error);
          return { done: true, value: undefined } as const;
        });
        if (!done) {
          controller.enqueue(value);
        }
        this.markedDone = (done ? this.#marker?.atEnd() : this.#marker?.foundIn(value)) ?? false;
        if (done || this.markedDone) {
          controller.close();
          void drain(reader);
        }
      },
      cancel: (reason) => (this.complete ? drain(reader) : reader.cancel(reason)),
    });
  }

  #noteFault(error: unknown): void {
    this.brokenBy = error ?? new Error('The connection broke off.');
  }
}

/** Reads a finished reply to its end, so that the connection can be used again. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const giveUp = setTimeout(() => void reader.cancel().catch(() => undefined), DRAIN_MS);
  giveUp.unref();
  try {
    while (!(await reader.read()).done);
  } catch {
    // The reply is complete; how its connection ends no longer matters.
  } finally {
    clearTimeout(giveUp);
  }
}
