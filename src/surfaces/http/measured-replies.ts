import type { FastifyInstance } from 'fastify';
import type { ReplyTimes } from '../../platform/health/reply-times';

/** Asked by machines all day long, or as slow as the slowest part that they ask about. */
const ABOUT_HEALTH = /\/health(\/|$)/;

/**
 * Notes how long each reply takes. A stream lasts as long as its reader wants, and questions
 * about health would measure themselves: both are left out.
 */
export function measureReplies(fastify: FastifyInstance, times: ReplyTimes): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const type = reply.getHeader('content-type');
    const isStream = typeof type === 'string' && type.startsWith('text/event-stream');
    const route = request.routeOptions.url ?? '';
    if (!isStream && !ABOUT_HEALTH.test(route)) times.record(reply.elapsedTime);
    done();
  });
}
