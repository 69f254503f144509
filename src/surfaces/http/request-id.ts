import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { logContext, withLogContext } from '../../platform/log/log-context';
import { activeTracing } from '../../platform/tracing/tracing';

/** No room for addresses or words: what a client chooses stands in every line of the log. */
const WELL_FORMED = /^[A-Za-z0-9_-][A-Za-z0-9._-]{7,63}$/;

/** The id of a request: the caller's `X-Request-Id` where it is well-formed, a new one otherwise. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
}

/**
 * Tells each request's id on its reply and in every line of the log that comes of it, and calls its
 * trace by its route.
 */
export function identifyRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Content-Type-Options', 'nosniff').header('X-Request-Id', request.id);
    activeTracing()?.nameRequest(request.method, request.routeOptions.url ?? 'unknown');
    withLogContext({ request_id: request.id }, done);
  });
  // Where a body was read, what follows was called from the socket: it has lost the context, or has
  // that of the request before.
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (logContext()?.request_id === request.id) done();
    else withLogContext({ request_id: request.id }, done);
  });
}
