import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { CoachingModule } from './coaching/coaching.module';
import { coaching } from './coaching/coaching.surface';
import { DeveloperModule } from './developer/developer.module';
import { developer } from './developer/developer.surface';
import { LearningModule } from './learning/learning.module';
import { learning } from './learning/learning.surface';
import type { Surface } from './surface';

const VERSIONS = { learning: '1.0.0', coaching: '2.0.0', developer: '1.0.0' };
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

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
    .build();
  const document = SwaggerModule.createDocument(app, settings, {
    include: [module],
    extraModels: [surface.errorReply],
    operationIdFactory: (controller, method) =>
      `${controller.replace(/^(Learning|Coaching|Developer)|Controller$/g, '')}_${method}`,
  });
  document.servers = [{ url: '/', description: 'This server' }];
  showOnePrefix(document, surface);
  describeErrors(document, surface);
  return sorted(document);
}

/** Aliases answer alike; a document shows each route once, under the first prefix. */
function showOnePrefix(document: OpenAPIObject, surface: Surface): void {
  const [shown] = surface.prefixes;
  for (const path of Object.keys(document.paths)) {
    if (!path.startsWith(`/${shown}/`)) delete document.paths[path];
  }
}

/** Names, for every route, each error that it can answer with, in the contract's shape. */
function describeErrors(document: OpenAPIObject, surface: Surface): void {
  const schema = { $ref: getSchemaPath(surface.errorReply) };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const isGuarded = (operation.security ?? []).length > 0;
      const hasInput = operation.requestBody !== undefined || operation.parameters !== undefined;
      const errors: [number, string][] = [
        [surface.status.malformed, 'The request cannot be read.'],
        ...(hasInput
          ? [[surface.status.invalid, 'Some input is not valid.'] as [number, string]]
          : []),
        ...(isGuarded ? [[401, 'Not signed in.'] as [number, string]] : []),
        ...(isGuarded ? [[403, 'Not for this caller.'] as [number, string]] : []),
        ...(path.includes('{') ? [[404, 'It does not exist.'] as [number, string]] : []),
        ...(method === 'get'
          ? []
          : [[409, 'It collides with the present state.'] as [number, string]]),
        ...(operation.requestBody === undefined
          ? []
          : ([
              [413, 'The body is too large.'],
              [415, 'The body is not JSON.'],
            ] as [number, string][])),
        [429, 'Too many requests.'],
        [500, 'A fault on our side.'],
        [503, 'Something that this needs is away.'],
      ];
      for (const [status, description] of errors) {
        operation.responses[String(status)] ??= {
          description,
          content: { 'application/json': { schema } },
        };
      }
    }
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
      schemas: byName(document.components?.schemas ?? {}),
    },
  };
}
