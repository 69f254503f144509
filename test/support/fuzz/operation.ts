import type { OpenAPIObject } from '@nestjs/swagger';

/** One operation of a document with what a caller may put into it. */
export interface Operation {
  readonly method: string;
  /** As documented, e.g. `/api/v1/courses/{course_id}`. */
  readonly path: string;
  readonly pathParameters: readonly string[];
  readonly queryParameters: readonly string[];
  /** The documented example of the JSON body; undefined when there is no such body. */
  readonly example: Readonly<Record<string, unknown>> | undefined;
  readonly takesForm: boolean;
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Every operation of a document, by path. */
export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, any>).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []) as { in: string; name: string }[];
      const names = (place: string): string[] =>
        parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
      const content = operation.requestBody?.content ?? {};
      const schema = content['application/json']?.schema as Schema | undefined;
      return {
        method: method.toUpperCase(),
        path,
        pathParameters: names('path'),
        queryParameters: names('query'),
        example:
          schema === undefined ? undefined : (exampleOf(schema, document) as Operation['example']),
        takesForm: content['multipart/form-data'] !== undefined,
      };
    }),
  );
}

function exampleOf(schema: Schema, document: OpenAPIObject): unknown {
  const whole = resolved(schema, document);
  if (whole.example !== undefined) return whole.example;
  if (whole.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(whole.properties).map(([name, member]) => [name, exampleOf(member, document)]),
    );
  }
  if (whole.items !== undefined) return [exampleOf(whole.items, document)];
  return whole.default ?? null;
}

function resolved(schema: Schema, document: OpenAPIObject): Schema {
  const [only] = schema.allOf ?? [];
  const reference = schema.$ref ?? only?.$ref;
  if (reference === undefined) return schema;
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  return (document.components?.schemas?.[name] ?? {}) as Schema;
}
