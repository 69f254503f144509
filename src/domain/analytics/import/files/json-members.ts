import type { JsonObject, JsonValue } from '../../../../kernel/json';

/** Whether a value has named members. */
export function isRecord(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What lies at a path of member names, taking the first of lists on the way. */
export function memberOf(
  value: JsonValue | undefined,
  ...path: readonly string[]
): JsonValue | undefined {
  let found = firstOf(value);
  for (const name of path) {
    found = isRecord(found) && Object.hasOwn(found, name) ? firstOf(found[name]) : undefined;
  }
  return found;
}

/** The text at a path, trimmed; null where there is none or nothing in it. */
export function textAt(value: JsonValue | undefined, ...path: readonly string[]): string | null {
  const found = memberOf(value, ...path);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}

/** The number at a path, also where it is written as text; null where there is none. */
export function numberAt(value: JsonValue | undefined, ...path: readonly string[]): number | null {
  const found = memberOf(value, ...path);
  if (typeof found !== 'number' && (typeof found !== 'string' || found.trim() === '')) return null;
  const number = Number(found);
  return Number.isFinite(number) ? number : null;
}

/** All values of a list at a path; a single value counts as a list of one. */
export function listAt(value: JsonValue | undefined, ...path: readonly string[]): JsonValue[] {
  const last = path.at(-1) ?? '';
  const holder = memberOf(value, ...path.slice(0, -1));
  const found = isRecord(holder) && Object.hasOwn(holder, last) ? holder[last] : undefined;
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? [...(found as readonly JsonValue[])] : [found];
}

function firstOf(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[])[0] : value;
}
