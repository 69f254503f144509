import { Injectable } from '@nestjs/common';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Issue } from '../../kernel/errors';
import { ANSWER_KEYWORD, type JsonObject, type JsonSchema } from './json-schema';

/** More than an installation has content types; an edited schema leaves its old text behind. */
const MOST_COMPILED = 200;
const BRANCHES = new Set(['if', 'oneOf', 'anyOf']);

/** Checks the data of content items against the schemas of their types. */
@Injectable()
export class ContentSchemas {
  private readonly compiled = new Map<string, ValidateFunction>();

  /**
   * What is wrong with the data, under `body.data_json`; nothing when it fits.
   *
   * @throws Error for a schema that is none, or that says something Ajv's strict mode refuses.
   */
  issues(schema: JsonSchema, data: JsonObject): readonly Issue[] {
    const validate = this.compile(schema);
    if (validate(data)) return [];
    const errors = validate.errors ?? [];
    // That a branch was not met says nothing that the branch's own errors don't say better.
    const telling = errors.filter(({ keyword }) => !BRANCHES.has(keyword));
    return (telling.length > 0 ? telling : errors).map(toIssue);
  }

  private compile(schema: JsonSchema): ValidateFunction {
    const text = JSON.stringify(schema);
    const known = this.compiled.get(text);
    if (known !== undefined) return known;
    const validate = newAjv().compile(schema);
    if (this.compiled.size >= MOST_COMPILED) this.compiled.clear();
    this.compiled.set(text, validate);
    return validate;
  }
}

/** One for each schema: two content types may use the same `$id`. */
function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true });
  addFormats(ajv);
  ajv.addKeyword({ keyword: ANSWER_KEYWORD, schemaType: 'boolean' });
  return ajv;
}

function toIssue(error: ErrorObject): Issue {
  const path = ['body', 'data_json', ...pointerTokens(error.instancePath)];
  const { missingProperty, additionalProperty } = error.params as Record<string, string>;
  if (missingProperty !== undefined) {
    return { path: [...path, missingProperty], message: 'field required', rule: 'missing' };
  }
  if (additionalProperty !== undefined) return unknownField([...path, additionalProperty]);
  if (error.keyword === 'false schema') return unknownField(path);
  return { path, message: error.message ?? 'value does not fit', rule: snakeCase(error.keyword) };
}

function unknownField(path: Issue['path']): Issue {
  return { path, message: 'this field is not known here', rule: 'extra' };
}

function pointerTokens(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((token) => (/^\d+$/.test(token) ? Number(token) : token));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
