import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestLimiter } from './request-limiter';

/** What a server of ours knows besides; for requests that never come to a hook. */
interface LimitedServer {
  readonly requestLimiter?: RequestLimiter;
}

/**
 * Lets the limiter decide about every request, unknown addresses and unreadable bodies among them,
 * before the body is read. Questions of browsers about other origins are not counted.
 *
 * Call it after the rules for other origins are set, so that refusals carry their headers.
 */
export function limitRequests(fastify: FastifyInstance, limiter: RequestLimiter): void {
  if (!limiter.isOn) return;
  fastify.decorate('requestLimiter', limiter);
  fastify.decorateRequest('admission', null);
  fastify.decorateRequest('claims', null);
  fastify.decorateRequest('presentedKey', null);
  fastify.register(
    Object.assign(
      async (instance: FastifyInstance) => {
        instance.addHook('onRequest', (request, reply, done) =>
          admit(limiter, request, reply, done),
        );
      },
      // Without this mark the hook would belong to routes of this plugin alone.
      { [Symbol.for('skip-override')]: true },
    ),
  );
}

/** The same for a request that the router refused. @throws RateLimitExceeded */
export async function admitUnroutable(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await (request.server as LimitedServer | undefined)?.requestLimiter?.admit(request, reply);
}

function admit(
  limiter: RequestLimiter,
  request: FastifyRequest,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  if (request.method === 'OPTIONS') return done();
  let admission: void | Promise<void>;
  try {
    admission = limiter.admit(request, reply);
  } catch (error) {
    return done(error as Error);
  }
  if (admission === undefined) return done();
  void tellWhenAdmitted(admission, done);
}

async function tellWhenAdmitted(
  admission: Promise<void>,
  done: (error?: Error) => void,
): Promise<void> {
  try {
    await admission;
  } catch (error) {
    return done(error as Error);
  }
  done();
}
