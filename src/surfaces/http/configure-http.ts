import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Configuration } from '../../platform/config/configuration';
import { Invalid, Malformed } from '../../kernel/errors';
import { ReplyTimes } from '../../platform/health/reply-times';
import { SURFACES } from '../surface-list';
import { limitBodies } from './body-deadlines';
import { answerConditionally } from './conditional-get';
import { deprecationHeaders } from './deprecation';
import { isStorable, parseJsonBody } from './json-body';
import { keyInQuery } from './key-in-query';
import { acceptOneClickForms } from './one-click-form';
import { limitRequests } from './rate-limits/limit-requests';
import { RequestLimiter } from './rate-limits/request-limiter';
import { RATE_LIMIT_HEADERS } from './rate-limits/standing-headers';
import { pathOf } from './request-path';
import { wantsRawBody } from './raw-body';
import { measureReplies } from './measured-replies';
import { RouteTable } from './route-table';
import { acceptUploads } from './uploads';

const IDLE_CHECK_MS = 250;
const LONGEST_DRAIN_MS = 15_000;

/** What every surface has in common on the wire: bodies, cross-origin rules, security headers. */
export function configureHttp(app: NestFastifyApplication, configuration: Configuration): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.header('X-Content-Type-Options', 'nosniff');
    done();
  });
  acceptJsonOnly(fastify);
  acceptOneClickForms(fastify);
  acceptUploads(fastify);
  limitBodies(fastify);
  refuseUnstorableAddresses(fastify);
  refuseKeysInAddresses(fastify);
  answerConditionally(fastify);
  recordRoutes(fastify, app.get(RouteTable));
  announceDeprecations(fastify);
  measureReplies(fastify, app.get(ReplyTimes));
  letGoWhenStopping(fastify);
  app.enableCors({
    origin: configuration.http.corsOrigins === 'any' ? '*' : [...configuration.http.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'Retry-After',
      'Location',
      'ETag',
      'Idempotent-Replayed',
      'Deprecation',
      'Sunset',
      'Link',
      ...RATE_LIMIT_HEADERS,
    ],
    strictPreflight: false,
    maxAge: 86_400,
  });
  limitRequests(fastify, app.get(RequestLimiter));
}

function acceptJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer, done) => {
      try {
        done(null, wantsRawBody(request) ? bytes : parseJsonBody(bytes));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** Text that PostgreSQL cannot hold must not reach it through the address either. */
function refuseUnstorableAddresses(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (request, _reply, done) => done(faultOfAddress(request.url)));
}

function faultOfAddress(url: string): Error | undefined {
  if (!url.includes('%')) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(url);
  } catch (error) {
    return new Malformed('The address is not valid: a % escape is broken.', { cause: error });
  }
  if (isStorable(decoded)) return undefined;
  return new Invalid([
    { path: ['path'], message: 'the address contains U+0000', rule: 'unstorable_text' },
  ]);
}

/** Before anything else looks at the request: whoever reads the refusal stops doing it. */
function refuseKeysInAddresses(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (request, _reply, done) =>
    done(keyInQuery(request.url, SURFACES)),
  );
}

/** Early, so that error replies and streams carry the headers too. */
function announceDeprecations(fastify: FastifyInstance): void {
  const current = new Set<string | undefined>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url;
    if (current.has(route)) return done();
    const headers = deprecationHeaders(pathOf(request.url), SURFACES);
    void reply.headers(headers);
    // All addresses of a route are deprecated, or none of them is.
    if (route !== undefined && Object.keys(headers).length === 0) current.add(route);
    done();
  });
}

/**
 * A server that stops closes the connections that are idle at that moment; one whose reply ends a
 * little later would be kept for a next request that nobody will serve, and hold up the stop.
 * Node no longer cuts slow clients then, so whoever is not done after a while is cut here.
 */
function letGoWhenStopping(fastify: FastifyInstance): void {
  let idleCheck: NodeJS.Timeout | undefined;
  let deadline: NodeJS.Timeout | undefined;
  fastify.addHook('preClose', async () => {
    idleCheck = setInterval(() => fastify.server.closeIdleConnections(), IDLE_CHECK_MS);
    deadline = setTimeout(() => fastify.server.closeAllConnections(), LONGEST_DRAIN_MS);
  });
  fastify.addHook('onClose', async () => {
    clearInterval(idleCheck);
    clearTimeout(deadline);
  });
}

function recordRoutes(fastify: FastifyInstance, table: RouteTable): void {
  fastify.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) table.add(method, route.url);
  });
}
