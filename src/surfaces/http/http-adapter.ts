import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Configuration } from '../../platform/config/configuration';
import { surfaceOf } from '../surface';
import { SURFACES } from '../surface-list';
import { LONGEST_UPLOAD_MS } from './body-deadlines';
import { deprecationHeaders } from './deprecation';
import { errorReplyOf } from './error-reply';
import { translateError } from './error-translation';
import { admitUnroutable } from './rate-limits/limit-requests';
import { requestIdOf } from './request-id';
import { pathOf } from './request-path';
import { refuseUnreadableRequest } from './unreadable-request';

/** The largest JSON body that a route takes, in bytes. */
const BODY_LIMIT = 1_048_576;

/** Where protocols are changed: what those who answer there look at is the target as it was sent. */
const SOCKET_TARGETS = /^\/(ws(\/|\?|$)|socket\.io\/)/;

/**
 * Fastify as Trellis wants it. A client that sends slowly is cut off: its headers have 5 s, checked
 * every 2 s, and body-deadlines.ts watches what follows. While a process stops, what still
 * arrives on an open connection is served and the connection closed after it.
 */
export function createHttpAdapter(configuration: Configuration): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: requestIdOf,
    requestTimeout: LONGEST_UPLOAD_MS,
    http: {
      headersTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
      shouldUpgradeCallback: asksForSocket,
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_000 },
    trustProxy:
      configuration.http.trustedProxies.length > 0 ? [...configuration.http.trustedProxies] : false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Nothing here is Express middleware: its layer would only cost time at every request.
    skipMiddie: true,
    frameworkErrors: refuseUnroutableRequest,
    clientErrorHandler: refuseUnreadableRequest,
  });
}

/** What asks for any other protocol, or elsewhere, is a request like those that ask for none. */
function asksForSocket({ url = '', headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && SOCKET_TARGETS.test(url);
}

/** The router refuses a broken address before any hook or filter sees the request. */
function refuseUnroutableRequest(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void admitUnroutable(request, reply).then(
    () => refuse(error, request, reply),
    (excess: unknown) => refuse(excess, request, reply),
  );
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const path = pathOf(request.url);
  const { status, headers, body } = errorReplyOf(
    translateError(error),
    surfaceOf(path, SURFACES.all, SURFACES.fallback),
    request.headers.accept,
  );
  void reply
    .status(status)
    .headers({ ...deprecationHeaders(path, SURFACES), ...headers })
    .header('X-Content-Type-Options', 'nosniff')
    .header('X-Request-Id', request.id)
    .send(body);
}
