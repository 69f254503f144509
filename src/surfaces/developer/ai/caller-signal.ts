import type { FastifyReply } from 'fastify';

/** A signal that is aborted when the caller leaves before the reply is complete. */
export function callerSignal(reply: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  const { raw } = reply;
  raw.once('close', () => {
    if (!raw.writableFinished) leaving.abort(new CallerLeft());
  });
  return leaving.signal;
}

/**
 * The result of the work; nothing, and nothing to be sent, when the caller has left meanwhile.
 *
 * @throws what the work raises while the caller is there.
 */
export async function unlessCallerLeft<Result>(
  reply: FastifyReply,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!signal.aborted) throw error;
    reply.hijack();
    return undefined;
  }
}

class CallerLeft extends Error {
  constructor() {
    super('The caller left before the reply was complete.');
  }
}
