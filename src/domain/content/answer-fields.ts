import type { JsonValue } from '../../kernel/json';
import {
  ANSWER_KEYWORD,
  isJsonObject,
  type JsonObject,
  type JsonSchema,
  resolveReference,
} from './json-schema';

/** Keywords whose value is one schema for the same place. */
const SAME_PLACE = ['if', 'then', 'else'];
/** Keywords whose value is a list of schemas for the same place. */
const SAME_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'];
/** Keywords for the members of an object that no other keyword names. */
const OTHER_MEMBERS = ['additionalProperties', 'unevaluatedProperties'];
/** Keywords for the elements of a list; `prefixItems` may have named the first ones. */
const OTHER_ELEMENTS = ['items', 'unevaluatedItems'];

/**
 * A copy of the data without every value that its schema marks with `"x-answer": true`.
 *
 * Branches are never weighed: a value is left out when any branch of an `anyOf`, an `if` or the
 * like marks it, whether or not the data takes that branch. What goes out to students errs on the
 * silent side.
 *
 * @throws Error for a `$ref` that is no pointer into the schema: nothing is handed out unchecked.
 */
export function withoutAnswers(schema: JsonSchema, data: JsonObject): JsonObject {
  const kept = strip(schema, [schema], data);
  return isJsonObject(kept) ? kept : {};
}

/** The value without its answers; undefined when it is one itself. */
function strip(
  root: JsonSchema,
  schemas: readonly JsonValue[],
  value: JsonValue,
): JsonValue | undefined {
  const applying = atSamePlace(root, schemas);
  if (applying.some((schema) => schema[ANSWER_KEYWORD] === true)) return undefined;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((element, index) => {
      const below = applying.flatMap((schema) => schemasOfElement(schema, index));
      const kept = strip(root, below, element);
      return kept === undefined ? [] : [kept];
    });
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const below = applying.flatMap((schema) => schemasOfMember(schema, name));
      const kept = strip(root, below, member);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

/** The schemas and all that they say about the same place, through references and branches. */
function atSamePlace(root: JsonSchema, schemas: readonly JsonValue[]): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const waiting = [...schemas];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (!isJsonObject(schema) || found.has(schema)) continue;
    found.add(schema);
    const reference = schema['$ref'] ?? schema['$dynamicRef'];
    if (typeof reference === 'string') waiting.push(resolveReference(root, reference));
    for (const keyword of SAME_PLACE) waiting.push(...present(schema[keyword]));
    for (const keyword of SAME_PLACE_LISTS) waiting.push(...elementsOf(schema[keyword]));
    waiting.push(...Object.values(membersOf(schema['dependentSchemas'])));
  }
  return [...found];
}

function schemasOfMember(schema: JsonObject, name: string): readonly JsonValue[] {
  const properties = membersOf(schema['properties']);
  const named = [
    ...(Object.hasOwn(properties, name) ? present(properties[name]) : []),
    ...Object.entries(membersOf(schema['patternProperties']))
      .filter(([pattern]) => new RegExp(pattern, 'u').test(name))
      .map(([, below]) => below),
  ];
  if (named.length > 0) return named;
  return OTHER_MEMBERS.flatMap((keyword) => present(schema[keyword]));
}

function schemasOfElement(schema: JsonObject, index: number): readonly JsonValue[] {
  const prefix = elementsOf(schema['prefixItems']);
  const named =
    index < prefix.length
      ? present(prefix[index])
      : OTHER_ELEMENTS.flatMap((keyword) => present(schema[keyword]));
  return [...named, ...present(schema['contains'])];
}

function present(value: JsonValue | undefined): readonly JsonValue[] {
  return value === undefined ? [] : [value];
}

function elementsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function membersOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
