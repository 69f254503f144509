import {
  BAD_BODIES,
  BAD_CONTENT_TYPES,
  BAD_PATH_VALUES,
  BAD_QUERY_VALUES,
  BAD_VALUES,
  jsonOf,
} from './bad-values';
import type { Operation } from './operation';
import { seededChoice } from './seeded-choice';

const JSON_TYPE = 'application/json';
/** The most requests that one caller sends to one operation. */
const MOST_REQUESTS = 20;

/** A request as it goes over the wire. */
export interface BadRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
}

/** What an honest request to an operation would hold. */
export interface HonestRequest {
  /** The values of the path's parameters. */
  readonly ids: Readonly<Record<string, string | number>>;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Requests that differ from the honest one in one place each: the same ones for the same seed,
 * spread over all the places where a caller can go wrong.
 */
export function badRequests(
  operation: Operation,
  honest: HonestRequest,
  seed: string,
): BadRequest[] {
  const places = [
    ...pathPlaces(operation, honest),
    ...queryPlaces(operation, honest),
    ...bodyPlaces(operation, honest),
  ];
  const perPlace = Math.max(1, Math.min(6, Math.floor(MOST_REQUESTS / places.length)));
  const chosen = places.flatMap((requests, index) =>
    seededChoice(requests, perPlace, `${seed} ${operation.method} ${operation.path} ${index}`),
  );
  return seededChoice(chosen, MOST_REQUESTS, `${seed} ${operation.path}`);
}

function pathOf(operation: Operation, ids: HonestRequest['ids']): string {
  return operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name] ?? 1));
}

function withBody(operation: Operation, { ids, body }: HonestRequest): BadRequest {
  const request = { method: operation.method, path: pathOf(operation, ids) };
  if (body === undefined) return request;
  return { ...request, contentType: JSON_TYPE, body: jsonOf(body) };
}

function pathPlaces(operation: Operation, honest: HonestRequest): BadRequest[][] {
  return operation.pathParameters.map((name) =>
    BAD_PATH_VALUES.map((value) =>
      withBody(operation, { ...honest, ids: { ...honest.ids, [name]: value } }),
    ),
  );
}

/** Only of reads: a write with a fine body would be carried out. */
function queryPlaces(operation: Operation, honest: HonestRequest): BadRequest[][] {
  if (operation.method !== 'GET') return [];
  const base = withBody(operation, honest);
  const asked = (query: string): BadRequest => ({ ...base, path: `${base.path}?${query}` });
  return [
    ...operation.queryParameters.map((name) => [
      ...BAD_QUERY_VALUES.map((value) => asked(`${name}=${value}`)),
      ...['1', 'x'].map((value) => asked(`${name}=${value}&${name}=${value}`)),
      asked(`${name}[]=1`),
      asked(`${name}[a]=1`),
    ]),
    ['unknown=1', '__proto__=1', 'constructor=1', '&&==&', '%'].map(asked),
  ];
}

function bodyPlaces(operation: Operation, honest: HonestRequest): BadRequest[][] {
  const base = withBody(operation, honest);
  if (operation.takesForm) {
    return [
      ['multipart/form-data; boundary=x', ...BAD_CONTENT_TYPES].flatMap((contentType) =>
        ['', '--x\r\n', '--x\r\n\r\n\r\n--x--\r\n', '{}'].map((body) => ({
          ...base,
          contentType,
          body,
        })),
      ),
    ];
  }
  const { body } = honest;
  if (body === undefined) return [];
  const sent = (value: unknown): BadRequest => ({ ...base, body: jsonOf(value) });
  return [
    ...Object.keys(body).map((name) =>
      variantsOf(body[name]).map((value) => sent({ ...body, [name]: value })),
    ),
    Object.keys(body).map((name) =>
      sent(Object.fromEntries(Object.entries(body).filter(([key]) => key !== name))),
    ),
    ['unknown', 'id', 'role', 'constructor', 'toString', ''].map((name) =>
      sent({ ...body, [name]: 1 }),
    ),
    BAD_BODIES.map((text) => ({ ...base, body: text })),
    BAD_CONTENT_TYPES.map((contentType) => ({ ...base, contentType })),
  ];
}

/** Bad values in place of this one, and the same value with one member of it gone bad. */
function variantsOf(value: unknown): unknown[] {
  return [...BAD_VALUES, ...innerVariantsOf(value)];
}

function innerVariantsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    return value.length === 0
      ? []
      : [...variantsOf(first).map((inner) => [inner]), [first, first], Array(5_000).fill(first)];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    variantsOf(member).map((inner) => ({ ...value, [name]: inner })),
  );
}
