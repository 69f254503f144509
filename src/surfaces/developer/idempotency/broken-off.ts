import type { FastifyReply } from 'fastify';

const brokenOff = new WeakSet<FastifyReply>();

/**
 * Notes that a stream tells in its last words that it failed. Its status said otherwise long ago,
 * and a repetition of the request is carried out anew.
 */
export function noteBrokenOff(reply: FastifyReply): void {
  brokenOff.add(reply);
}

/** Whether {@link noteBrokenOff} was told of this reply. */
export function hasBrokenOff(reply: FastifyReply): boolean {
  return brokenOff.has(reply);
}
