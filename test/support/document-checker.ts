import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';

interface Operation {
  readonly method: string;
  readonly pattern: RegExp;
  /** The schema of each status, null for replies without a JSON body. */
  readonly statuses: ReadonlyMap<number, object | null>;
}

/** Checks replies against an OpenAPI document, and refuses what the document does not show. */
export class DocumentChecker {
  private readonly operations: Operation[] = [];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  /** Compiled when first needed: a document has hundreds, and a test meets a few of them. */
  private readonly compiled = new Map<object, ValidateFunction>();

  constructor(document: OpenAPIObject) {
    addFormats(this.ajv);
    this.ajv.addSchema({ $id: 'document', components: closed(document.components) });
    for (const [path, item] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(item as Record<string, any>)) {
        const statuses = new Map<number, object | null>();
        for (const [status, response] of Object.entries<any>(operation.responses ?? {})) {
          statuses.set(Number(status), response.content?.['application/json']?.schema ?? null);
        }
        this.operations.push({ method: method.toUpperCase(), pattern: patternOf(path), statuses });
      }
    }
    this.operations.sort((a, b) => literalLength(b.pattern) - literalLength(a.pattern));
  }

  /** @throws Error when the status or the body is not as documented. */
  check(method: string, path: string, reply: { status: number; body: unknown }): void {
    const operation = this.operations.find(
      (candidate) => candidate.method === method && candidate.pattern.test(path),
    );
    if (operation === undefined) return;
    const schema = operation.statuses.get(reply.status);
    if (schema === undefined) {
      throw new Error(
        `${method} ${path} answered ${reply.status}, which its document does not know: ${JSON.stringify(reply.body)}`,
      );
    }
    if (schema === null) return;
    const validate = this.validatorOf(schema);
    if (!validate(reply.body)) {
      throw new Error(
        `${method} ${path} answered ${reply.status} with what its document does not show: ` +
          `${JSON.stringify(validate.errors)} in ${JSON.stringify(reply.body)}`,
      );
    }
  }

  private validatorOf(schema: object): ValidateFunction {
    let validate = this.compiled.get(schema);
    if (validate === undefined) {
      validate = this.ajv.compile(pointed(closed(schema)));
      this.compiled.set(schema, validate);
    }
    return validate;
  }
}

/** The same schema with every object that lists its properties closed to others. */
function closed(schema: any): any {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: any = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'example' || key === 'examples' || key === 'enum' ? value : closed(value),
    ]),
  );
  if (
    copy.properties !== undefined &&
    typeof copy.properties === 'object' &&
    copy.type === 'object' &&
    copy.additionalProperties === undefined
  ) {
    copy.additionalProperties = false;
  }
  return copy;
}

function pointed(schema: any): any {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));
}

function patternOf(path: string): RegExp {
  const source = path
    .replace(/\/$/, '')
    .split('/')
    .map((segment) =>
      segment.startsWith('{') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('/');
  return new RegExp(`^${source}/?$`);
}

function literalLength(pattern: RegExp): number {
  return pattern.source.replaceAll('[^/]+', '').length;
}
