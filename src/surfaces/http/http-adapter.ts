import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Configuration } from '../../platform/config/configuration';

/** The largest JSON body that a route takes, in bytes. */
const BODY_LIMIT = 1_048_576;

/**
 * Fastify as Trellis wants it. A client that sends slowly is cut off: the whole request has 10 s,
 * its headers 5 s, and the check for both runs every 2 s.
 */
export function createHttpAdapter(configuration: Configuration): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: 10_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 2_000 },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_000 },
    trustProxy:
      configuration.http.trustedProxies.length > 0 ? [...configuration.http.trustedProxies] : false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
}
