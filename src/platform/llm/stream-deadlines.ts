import { ModelTimedOut } from './llm.errors';

/** Limits in milliseconds, while waiting for the provider; a slow reader costs nothing. */
export interface StreamLimits {
  firstTokenTimeoutMs: number;
  idleTimeoutMs: number;
}

/**
 * Passes on a stream's parts as long as they come in time. The stream gets a signal of its own,
 * which is aborted when a limit passes, when `signal` is, and when the reader leaves early.
 *
 * Raises ModelTimedOut, the reason of `signal`, or what the stream itself raised.
 */
export async function* withinDeadlines<Part>(
  open: (signal: AbortSignal) => AsyncIterable<Part>,
  limits: StreamLimits,
  signal: AbortSignal,
): AsyncGenerator<Part, void, undefined> {
  signal.throwIfAborted();
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const aborted = rejectedBy(either);
  const parts = open(either)[Symbol.asyncIterator]();
  let limit = limits.firstTokenTimeoutMs;
  let waitedFor: 'first_token' | 'next_token' = 'first_token';
  let ended = false;
  try {
    for (;;) {
      const timer = setTimeout(() => ending.abort(new ModelTimedOut(waitedFor, limit)), limit);
      let next: IteratorResult<Part>;
      try {
        next = await Promise.race([parts.next(), aborted]);
      } catch (error) {
        throw either.aborted ? either.reason : error;
      } finally {
        clearTimeout(timer);
      }
      if (next.done) {
        ended = true;
        return;
      }
      limit = limits.idleTimeoutMs;
      waitedFor = 'next_token';
      yield next.value;
    }
  } finally {
    if (!ended) {
      ending.abort(new Error('The reply is no longer wanted.'));
      parts.return?.()?.catch(() => undefined);
    }
  }
}

/** Rejects with the signal's reason; nobody has to be waiting for it. */
function rejectedBy(signal: AbortSignal): Promise<never> {
  const rejection = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  rejection.catch(() => undefined);
  return rejection;
}
