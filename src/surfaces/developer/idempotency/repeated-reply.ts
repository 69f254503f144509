import type { FastifyReply } from 'fastify';
import type { KeptReply } from '../../../domain/idempotency/kept-reply';

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304]);

/** Tells a client that nothing was done this time. */
const REPLAYED = 'Idempotent-Replayed';

/**
 * Gives a kept reply again, byte for byte, past the encoding of this framework: what a stream wrote
 * comes whole. Headers of the moment, such as limits, are those of this request.
 */
export function repeatReply(reply: FastifyReply, { status, headers, body }: KeptReply): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value as number | string | string[]);
  }
  raw.writeHead(status, {
    ...headers,
    [REPLAYED]: 'true',
    'X-Content-Type-Options': 'nosniff',
    ...(WITHOUT_BODY.has(status) ? {} : { 'Content-Length': body.length }),
  });
  raw.end(WITHOUT_BODY.has(status) ? undefined : body);
}
