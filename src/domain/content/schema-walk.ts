import type { JsonValue } from '../../kernel/json';
import { isJsonObject, type JsonObject } from './json-schema';

/** A schema inside a schema. */
export interface Subschema {
  /** Where it stands in the whole schema. */
  readonly path: readonly (string | number)[];
  readonly schema: JsonObject;
}

/** Keywords whose value is one schema for the same value. */
const SAME_VALUE = ['not', 'if', 'then', 'else'];
/** Keywords whose value is a list of schemas for the same value. */
const SAME_VALUE_LISTS = ['allOf', 'anyOf', 'oneOf'];
/** Keywords whose value is one schema for values inside of the value. */
const INSIDE = [
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
];
/** Keywords whose value maps names to schemas that apply nowhere until something refers to them. */
const SHELVES = ['$defs'];

type Child = readonly [path: readonly (string | number)[], value: JsonValue | undefined];

/** All schemas in a schema, itself first. Truth values, which say nothing further, are left out. */
export function subschemas(root: JsonObject): readonly Subschema[] {
  const found: Subschema[] = [];
  const waiting: Child[] = [[[], root]];
  for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
    const [path, schema] = child;
    if (!isJsonObject(schema)) continue;
    found.push({ path, schema });
    const below = [
      ...sameValueChildren(schema),
      ...insideChildren(schema),
      ...SHELVES.flatMap((keyword) => members(schema, keyword)),
    ];
    waiting.push(...below.map(([steps, value]): Child => [[...path, ...steps], value]));
  }
  return found;
}

/** The schemas right below one that judge the same value. */
export function sameValueChildren(schema: JsonObject): readonly Child[] {
  return [
    ...SAME_VALUE.map((keyword): Child => [[keyword], schema[keyword]]),
    ...SAME_VALUE_LISTS.flatMap((keyword) => elements(schema, keyword)),
    ...members(schema, 'dependentSchemas'),
  ];
}

/** The schemas right below one that judge what is inside of the value. */
export function insideChildren(schema: JsonObject): readonly Child[] {
  return [
    ...INSIDE.map((keyword): Child => [[keyword], schema[keyword]]),
    ...members(schema, 'properties'),
    ...members(schema, 'patternProperties'),
    ...elements(schema, 'prefixItems'),
  ];
}

function elements(schema: JsonObject, keyword: string): Child[] {
  const list = schema[keyword];
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).map((value, index): Child => [[keyword, index], value]);
}

function members(schema: JsonObject, keyword: string): Child[] {
  const map = schema[keyword];
  if (!isJsonObject(map)) return [];
  return Object.entries(map).map(([name, value]): Child => [[keyword, name], value]);
}
