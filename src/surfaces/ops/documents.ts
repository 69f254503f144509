import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { createDocuments } from '../openapi';
import { realtimeDocument } from '../realtime/asyncapi/realtime-document';

const NAMES = ['learning', 'coaching', 'developer'] as const;

/**
 * Swagger UI at /docs, ReDoc at /redoc, each surface's document at /openapi/<surface>.json, and that
 * of the sockets at /asyncapi.json.
 */
export function serveDocuments(app: NestFastifyApplication): void {
  const documents = createDocuments(app);
  SwaggerModule.setup('docs', app, () => documents.learning, {
    raw: false,
    explorer: true,
    customSiteTitle: 'Trellis API',
    swaggerOptions: {
      urls: NAMES.map((name) => ({
        url: `/openapi/${name}.json`,
        name: documents[name].info.title,
      })),
      persistAuthorization: true,
    },
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  for (const name of NAMES) {
    fastify.get(`/openapi/${name}.json`, (_request, reply) => reply.send(documents[name]));
  }
  const realtime = realtimeDocument();
  fastify.get('/asyncapi.json', (_request, reply) => reply.send(realtime));
  serveRedoc(fastify);
}

function serveRedoc(fastify: FastifyInstance): void {
  const script = readFileSync(
    createRequire(__filename).resolve('redoc/bundles/redoc.standalone.js'),
  );
  fastify.get('/redoc/redoc.standalone.js', (_request, reply) =>
    reply
      .header('Content-Type', 'text/javascript; charset=utf-8')
      .header('Cache-Control', 'public, max-age=86400')
      .send(script),
  );
  fastify.get<{ Querystring: { surface?: string } }>('/redoc', (request, reply) => {
    const chosen = NAMES.find((name) => name === request.query.surface) ?? 'learning';
    return reply.header('Content-Type', 'text/html; charset=utf-8').send(page(chosen));
  });
}

function page(chosen: (typeof NAMES)[number]): string {
  const links = NAMES.map(
    (name) =>
      `<a href="/redoc?surface=${name}"${name === chosen ? ' class="chosen"' : ''}>${name}</a>`,
  ).join('');
  const realtime = '<a href="/asyncapi.json">realtime (AsyncAPI)</a>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trellis API: ${chosen}</title>
<style>
body { margin: 0; }
nav { font: 15px system-ui, sans-serif; padding: 10px 16px; background: #14352a; }
nav a { color: #d8efe2; margin-right: 18px; text-decoration: none; text-transform: capitalize; }
nav a.chosen { color: #fff; border-bottom: 2px solid #7fd6a4; }
</style>
</head>
<body>
<nav>${links}${realtime}</nav>
<redoc spec-url="/openapi/${chosen}.json" disable-search="false"></redoc>
<script src="/redoc/redoc.standalone.js"></script>
</body>
</html>
`;
}
