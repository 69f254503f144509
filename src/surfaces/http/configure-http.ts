import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Configuration } from '../../platform/config/configuration';
import { Invalid, Malformed } from '../../kernel/errors';
import { ReplyTimes } from '../../platform/health/reply-times';
import { Metrics } from '../../platform/metrics/metrics';
import { Departure } from '../../platform/shutdown/departure';
import { SocketIoAdapter } from '../realtime/socket-io/socket-io.adapter';
import { SURFACES } from '../surface-list';
import { limitBodies } from './body-deadlines';
import { answerConditionally } from './conditional-get';
import { deprecationHeaders } from './deprecation';
import { isStorable, parseJsonBody } from './json-body';
import { keyInQuery } from './key-in-query';
import { letGoWhenStopping } from './let-go-when-stopping';
import { acceptOneClickForms } from './one-click-form';
import { limitRequests } from './rate-limits/limit-requests';
import { RequestLimiter } from './rate-limits/request-limiter';
import { RATE_LIMIT_HEADERS } from './rate-limits/standing-headers';
import { identifyRequests } from './request-id';
import { pathOf } from './request-path';
import { wantsRawBody } from './raw-body';
import { measureReplies } from './measured-replies';
import { RouteTable } from './route-table';
import { acceptUploads } from './uploads';

/** What every surface has in common on the wire: bodies, cross-origin rules, security headers. */
export function configureHttp(app: NestFastifyApplication, configuration: Configuration): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  identifyRequests(fastify);
  acceptJsonOnly(fastify);
  acceptOneClickForms(fastify);
  acceptUploads(fastify);
  limitBodies(fastify);
  refuseUnstorableAddresses(fastify);
  refuseKeysInAddresses(fastify);
  answerConditionally(fastify);
  recordRoutes(fastify, app.get(RouteTable));
  announceDeprecations(fastify);
  measureReplies(fastify, app.get(ReplyTimes), app.get(Metrics));
  letGoWhenStopping(fastify, app.get(Departure));
  app.enableCors({
    origin: configuration.http.corsOrigins === 'any' ? '*' : [...configuration.http.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'X-Request-Id',
      'Retry-After',
      'Location',
      'Content-Disposition',
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
  app.useWebSocketAdapter(new SocketIoAdapter(app, configuration));
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

function recordRoutes(fastify: FastifyInstance, table: RouteTable): void {
  fastify.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) table.add(method, route.url);
  });
}
