import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { CoachingModule } from './coaching/coaching.module';
import { coaching } from './coaching/coaching.surface';
import { DeveloperModule } from './developer/developer.module';
import { developer } from './developer/developer.surface';
import { describeErrors, type Operation } from './documented-errors';
import { describeHeaders, DOCUMENTED_HEADERS } from './documented-headers';
import { LearningModule } from './learning/learning.module';
import { learning } from './learning/learning.surface';
import { type Surface, surfaceOf } from './surface';
import { SURFACES } from './surface-list';

const VERSIONS = { learning: '1.0.0', coaching: '2.0.0', developer: '1.0.0' };
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

const SUCCESSES = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; the work goes on.',
  204: 'Done; there is nothing to say.',
};

const API_KEY =
  'An API key, `trl_live_…`, made at POST /v1/api-keys. Each route names the permission that the ' +
  'key must have.';

/** The documents by surface name, as committed under `openapi/`. */
export function createDocuments(
  app: INestApplication,
): Record<'learning' | 'coaching' | 'developer', OpenAPIObject> {
  return {
    learning: documentOf(app, learning, LearningModule, VERSIONS.learning),
    coaching: documentOf(app, coaching, CoachingModule, VERSIONS.coaching),
    developer: documentOf(app, developer, DeveloperModule, VERSIONS.developer),
  };
}

function documentOf(
  app: INestApplication,
  surface: Surface,
  module: Type,
  version: string,
): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(surface.title)
    .setDescription(surface.description)
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'access token')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'refresh token')
    .addSecurity('api key', { type: 'http', scheme: 'bearer', description: API_KEY })
    .build();
  const document = SwaggerModule.createDocument(app, settings, {
    include: [module],
    extraModels: [surface.errorReply],
    operationIdFactory: (controller, method) =>
      `${controller.replace(/^(Learning|Coaching|Developer)|Controller$/g, '')}_${method}`,
  });
  document.servers = [{ url: '/', description: 'This server' }];
  if (surface.tags !== undefined) document.tags = surface.tags.map((tag) => ({ ...tag }));
  showOnePrefix(document, surface);
  for (const [path, method, operation] of operationsOf(document)) {
    nameEachNeedOnce(operation);
    describeSuccess(operation);
    describeErrors(path, method, operation, surfaceOf(path, SURFACES.all, surface));
    describeHeaders(operation);
  }
  showUsedSchemes(document);
  return sorted(document);
}

/** Aliases answer alike; a document shows each route once, under the first prefix. */
function showOnePrefix(document: OpenAPIObject, surface: Surface): void {
  const [shown] = surface.prefixes;
  for (const path of Object.keys(document.paths)) {
    if (!path.startsWith(`/${shown}/`)) delete document.paths[path];
  }
}

function operationsOf(document: OpenAPIObject): [string, Method, Operation][] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): [string, Method, Operation][] => {
      const operation = item[method];
      return operation === undefined ? [] : [[path, method, operation]];
    }),
  );
}

/** A route that narrows the access of its controller names the same way in twice; its own counts. */
function nameEachNeedOnce(operation: Operation): void {
  if (operation.security === undefined) return;
  const needs = new Map(operation.security.map((need) => [Object.keys(need).join(), need]));
  operation.security = [...needs.values()];
}

/** A document tells only of the ways to sign in that one of its routes takes. */
function showUsedSchemes(document: OpenAPIObject): void {
  const schemes = document.components?.securitySchemes ?? {};
  const used = new Set(
    operationsOf(document).flatMap(([, , { security = [] }]) => security.flatMap(Object.keys)),
  );
  for (const name of Object.keys(schemes)) if (!used.has(name)) delete schemes[name];
}

/** What success means, where the route says no more than its shape. */
function describeSuccess(operation: Operation): void {
  for (const [status, description] of Object.entries(SUCCESSES)) {
    const response = operation.responses[status];
    if (response !== undefined && 'description' in response) response.description ||= description;
  }
}

/** Keys in a fixed order, so that a document changes only when the surface does. */
function sorted(document: OpenAPIObject): OpenAPIObject {
  const byName = <Value>(object: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...document,
    paths: byName(document.paths),
    components: {
      ...document.components,
      headers: DOCUMENTED_HEADERS,
      schemas: byName(document.components?.schemas ?? {}),
    },
  };
}
