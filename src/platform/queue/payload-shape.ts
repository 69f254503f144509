import { isUuid } from '../../kernel/id';

/**
 * What a payload looks like without what is in it: names of members with the kind of each value, e.g.
 * `{ runId: 'uuid', chapter: 'number' }`. Payloads may hold words of students.
 */
export function payloadShape(payload: unknown): Readonly<Record<string, string>> {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return {};
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, kindOf(value)]));
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (typeof value === 'string' && isUuid(value)) return 'uuid';
  return typeof value === 'string' ? 'text' : typeof value;
}
