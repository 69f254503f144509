import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Configuration } from '../../platform/config/configuration';
import { Invalid, Malformed } from '../../kernel/errors';
import { isStorable, parseJsonBody } from './json-body';
import { RouteTable } from './route-table';

/** What every surface has in common on the wire: bodies, cross-origin rules, security headers. */
export function configureHttp(app: NestFastifyApplication, configuration: Configuration): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  acceptJsonOnly(fastify);
  refuseUnstorableAddresses(fastify);
  recordRoutes(fastify, app.get(RouteTable));
  fastify.addHook('onSend', async (_request, reply) => {
    void reply.header('X-Content-Type-Options', 'nosniff');
  });
  app.enableCors({
    origin: configuration.http.corsOrigins === 'any' ? '*' : [...configuration.http.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    maxAge: 86_400,
  });
}

function acceptJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (_request: FastifyRequest, bytes: Buffer, done) => {
      try {
        done(null, parseJsonBody(bytes));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** Text that PostgreSQL cannot hold must not reach it through the address either. */
function refuseUnstorableAddresses(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', async (request) => {
    let decoded: string;
    try {
      decoded = decodeURIComponent(request.url.replaceAll('+', ' '));
    } catch (error) {
      throw new Malformed('The address is not valid: a % escape is broken.', { cause: error });
    }
    if (!isStorable(decoded)) {
      throw new Invalid([
        { path: ['path'], message: 'the address contains U+0000', rule: 'unstorable_text' },
      ]);
    }
  });
}

function recordRoutes(fastify: FastifyInstance, table: RouteTable): void {
  fastify.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) table.add(method, route.url);
  });
}
