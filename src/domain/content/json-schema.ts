import type { JsonValue } from '../../kernel/json';

/** A JSON object, such as the data of a content item. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A JSON Schema: an object of keywords, or a truth value that accepts all or nothing. */
export type JsonSchema = JsonObject | boolean;

/** Marks, in a schema, what only those who write the course may receive. */
export const ANSWER_KEYWORD = 'x-answer';

/** Whether the value is an object with members, so neither null nor a list. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a `$ref` of a schema points to.
 *
 * @param root the whole schema.
 * @param reference `#` or `#/…`, a JSON pointer into it.
 * @throws Error for every other reference: what cannot be found cannot be checked for answers.
 */
export function resolveReference(root: JsonSchema, reference: string): JsonValue {
  if (reference !== '#' && !reference.startsWith('#/')) {
    throw new Error(`The schema refers to ${reference}; only pointers into itself are read.`);
  }
  let target: JsonValue | undefined = root;
  for (const token of reference.split('/').slice(1)) {
    const key = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
    target = childOf(target, key);
  }
  if (target === undefined)
    throw new Error(`The schema refers to ${reference}, which is not in it.`);
  return target;
}

function childOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return (value as readonly JsonValue[])[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
