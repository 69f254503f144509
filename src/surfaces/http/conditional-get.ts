import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { entityTagOf, isNamedBy } from './entity-tag';

const IS_CONDITIONAL = { isConditional: true };

/**
 * Gives what is read a tag, and a client that has this very reply already the status 304 instead
 * of it. What is read is its owner's: no cache between keeps it, and theirs asks each time.
 */
export function ConditionalGet(): MethodDecorator {
  return RouteConfig(IS_CONDITIONAL);
}

/** Carries {@link ConditionalGet} out, on the text that would be sent. */
export function answerConditionally(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode !== 200 || typeof payload !== 'string' || !isConditional(request)) {
      return done(null, payload);
    }
    const tag = entityTagOf(payload);
    void reply.header('ETag', tag).header('Cache-Control', 'private, no-cache');
    addVary(reply, 'Authorization');
    const known = request.headers['if-none-match'];
    if (known === undefined || !isNamedBy(known, tag)) return done(null, payload);
    void reply.status(304).removeHeader('Content-Type').removeHeader('Content-Length');
    // The server measures the text for HEAD and sends none of it.
    done(null, request.method === 'HEAD' ? payload : null);
  });
}

function isConditional(request: FastifyRequest): boolean {
  const config = request.routeOptions.config as Partial<typeof IS_CONDITIONAL> | undefined;
  return config?.isConditional === true;
}

/** The rules about origins may have said what a reply depends on, too. */
function addVary(reply: FastifyReply, name: string): void {
  const present = reply.getHeader('vary');
  void reply.header('Vary', present === undefined ? name : `${String(present)}, ${name}`);
}
