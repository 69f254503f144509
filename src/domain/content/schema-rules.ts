import type { ContentSchemas } from './content-schemas';
import { UnusableSchema } from './content-types.errors';
import { ANSWER_KEYWORD, isJsonObject, type JsonObject, type JsonSchema } from './json-schema';
import { resolveReference } from './json-schema';
import { patternCost } from './pattern-cost';
import { schemaCost } from './schema-cost';
import { type Subschema, subschemas } from './schema-walk';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const LARGEST_BYTES = 65_536;
const DEEPEST = 32;
const LONGEST_PATTERN = 200;
/** As long as a text in a request can be. */
const LONGEST_TEXT = 1_000_000;
/** Well under a second of matching. */
const DEAREST_PATTERN = 10_000_000;
const DEAREST_SCHEMA = 10_000;
/** Comparing each with each is fine up to here. */
const MOST_UNIQUE_ITEMS = 1_000;

/** What a schema may say. Anchors, dynamic references and other dialects are not among it. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    '$comment $defs $ref title description default examples deprecated readOnly writeOnly ' +
    'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum ' +
    'maxLength minLength pattern format maxItems minItems uniqueItems maxContains minContains ' +
    'maxProperties minProperties required dependentRequired dependentSchemas ' +
    'allOf anyOf oneOf not if then else properties patternProperties additionalProperties ' +
    'unevaluatedProperties propertyNames items prefixItems unevaluatedItems contains ' +
    ANSWER_KEYWORD
  ).split(' '),
);
const ROOT_KEYWORDS: ReadonlySet<string> = new Set(['$schema', '$id']);

/**
 * Makes sure that content can be checked against a schema, by everybody and at little cost: a JSON
 * Schema 2020-12 of an object, of modest size, that refers only to itself.
 *
 * @throws UnusableSchema
 */
export function requireUsableSchema(schemas: ContentSchemas, schema: JsonSchema): void {
  if (!isJsonObject(schema) || schema['type'] !== 'object') {
    throw new UnusableSchema('the schema must say "type": "object" at its top', ['type']);
  }
  if (Buffer.byteLength(JSON.stringify(schema)) > LARGEST_BYTES) {
    throw new UnusableSchema(`the schema is larger than ${LARGEST_BYTES} bytes`);
  }
  const parts = subschemas(schema);
  const known = new Set(parts.map((part) => part.schema));
  for (const part of parts) {
    requireKnownKeywords(part);
    requireReferenceInside(schema, known, part);
    requireCheapPatterns(part);
    requireFewUniqueItems(part);
  }
  if (schemaCost(schema) > DEAREST_SCHEMA) {
    throw new UnusableSchema(
      'the schema refers to itself without end, or branches so much that checking takes too long',
    );
  }
  requireCompilable(schemas, schema);
}

function requireKnownKeywords({ path, schema }: Subschema): void {
  if (path.length > DEEPEST) {
    throw new UnusableSchema(`the schema is nested more than ${DEEPEST} levels deep`);
  }
  const isRoot = path.length === 0;
  for (const keyword of Object.keys(schema)) {
    if (KEYWORDS.has(keyword) || (isRoot && ROOT_KEYWORDS.has(keyword))) continue;
    throw new UnusableSchema('this keyword is not known here', [...path, keyword]);
  }
  if (isRoot && schema['$schema'] !== undefined && schema['$schema'] !== DIALECT) {
    throw new UnusableSchema(`only ${DIALECT} is read`, ['$schema']);
  }
}

function requireReferenceInside(
  root: JsonObject,
  known: ReadonlySet<JsonObject>,
  { path, schema }: Subschema,
): void {
  const reference = schema['$ref'];
  if (reference === undefined) return;
  const target = typeof reference === 'string' ? targetOf(root, reference) : null;
  if (typeof target === 'boolean' || (isJsonObject(target) && known.has(target))) return;
  throw new UnusableSchema('a reference must be # or #/… and lead to a schema inside this one', [
    ...path,
    '$ref',
  ]);
}

function targetOf(root: JsonObject, reference: string): ReturnType<typeof resolveReference> {
  try {
    return resolveReference(root, reference);
  } catch {
    return null;
  }
}

function requireCheapPatterns({ path, schema }: Subschema): void {
  const { pattern, maxLength, patternProperties } = schema;
  if (pattern !== undefined) {
    const longest = typeof maxLength === 'number' ? Math.max(1, maxLength) : LONGEST_TEXT;
    requireCheapPattern(pattern, longest, [...path, 'pattern']);
  }
  if (!isJsonObject(patternProperties)) return;
  for (const names of Object.keys(patternProperties)) {
    requireCheapPattern(names, LONGEST_TEXT, [...path, 'patternProperties', names]);
  }
}

function requireCheapPattern(
  pattern: unknown,
  longest: number,
  path: readonly (string | number)[],
): void {
  if (typeof pattern !== 'string' || pattern.length > LONGEST_PATTERN || !isExpression(pattern)) {
    throw new UnusableSchema(
      `value is not a regular expression of at most ${LONGEST_PATTERN} characters`,
      path,
    );
  }
  if (patternCost(pattern, longest) <= DEAREST_PATTERN) return;
  throw new UnusableSchema(
    'this pattern can take too long: begin it with ^, repeat no group that has a choice in it, ' +
      'leave out look-around and back-references, or bound the text with maxLength',
    path,
  );
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function requireFewUniqueItems({ path, schema }: Subschema): void {
  if (schema['uniqueItems'] !== true) return;
  const most = schema['maxItems'];
  if (typeof most === 'number' && most <= MOST_UNIQUE_ITEMS) return;
  throw new UnusableSchema(
    `uniqueItems needs a maxItems of at most ${MOST_UNIQUE_ITEMS} beside it`,
    [...path, 'uniqueItems'],
  );
}

function requireCompilable(schemas: ContentSchemas, schema: JsonObject): void {
  try {
    schemas.issues(schema, {});
  } catch (error) {
    throw new UnusableSchema(error instanceof Error ? error.message : String(error));
  }
}
