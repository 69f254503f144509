import type { FastifyInstance } from 'fastify';
import type { Departure } from '../../platform/shutdown/departure';

const IDLE_CHECK_MS = 250;
/** A little longer than what is under way was given: its last words still have to leave. */
const LONGEST_DRAIN_MS = 10_000;

/**
 * Lets go of connections as a process leaves. From the first moment on replies end their
 * connection, so that a caller's next request goes elsewhere and never meets a closing door. Once
 * the server closes, it ends the connections that are idle at that moment; one whose reply ends a
 * little later would be kept for a next request that nobody will serve. Node no longer cuts slow
 * clients then, so whoever is not done after a while is cut here.
 */
export function letGoWhenStopping(fastify: FastifyInstance, departure: Departure): void {
  let idleCheck: NodeJS.Timeout | undefined;
  let deadline: NodeJS.Timeout | undefined;
  fastify.addHook('onRequest', (_request, reply, done) => {
    if (departure.hasBegun) void reply.header('Connection', 'close');
    done();
  });
  fastify.addHook('preClose', async () => {
    idleCheck = setInterval(() => fastify.server.closeIdleConnections(), IDLE_CHECK_MS);
    deadline = setTimeout(() => fastify.server.closeAllConnections(), LONGEST_DRAIN_MS);
  });
  fastify.addHook('onClose', async () => {
    clearInterval(idleCheck);
    clearTimeout(deadline);
  });
}
