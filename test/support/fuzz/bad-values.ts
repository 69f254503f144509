import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAUGHTY_STRINGS = join(__dirname, '../../../../shared/data/csv_import/blns.json');

/** A number that no double holds: JSON.stringify cannot write it, so {@link jsonOf} does. */
const BEYOND_DOUBLE = '@@1e309@@';

/** Strings that break careless programs; a few of them, and more where the collection is present. */
const STRINGS: readonly string[] = [
  ...(existsSync(NAUGHTY_STRINGS)
    ? (JSON.parse(readFileSync(NAUGHTY_STRINGS, 'utf8')) as string[])
    : []),
  "'; DROP TABLE users; --",
  '1; SELECT pg_sleep(9)',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%2F..%2F',
  '${jndi:ldap://localhost}',
  '{{constructor.constructor("return this")()}}',
  '\u202Etfel ot thgir\u202C',
  'Z\u0351\u036B\u0343\u036A\u0302\u036Ba\u0335\u034C\u0328lg\u0335\u034F\u0353o',
  '(a+)+$',
  `${'a'.repeat(40)}!`,
  'undefined',
  'NaN',
  '-0',
  '2026-02-30',
  '275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999Z',
  '+010000-01-01T00:00:00Z',
];

/** What no field of any body expects; most of it is refused, none of it may break anything. */
export const BAD_VALUES: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  0.1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 + 1,
  1e308,
  BEYOND_DOUBLE,
  [],
  [null],
  [[[]]],
  Array.from({ length: 2_000 }, (_, index) => index),
  {},
  { a: { b: { c: [{}] } } },
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  { constructor: { prototype: { isAdmin: true } } },
  { toString: 1, valueOf: null, length: -1, then: 'x' },
  'before\u0000after',
  '\ud800',
  { '\udfff': 1 },
  'x'.repeat(300),
  'x'.repeat(100_000),
  '\u{1F600}'.repeat(5_000),
  ...STRINGS,
];

/** Whole bodies, as they are sent. */
export const BAD_BODIES: readonly (string | Uint8Array)[] = [
  '',
  'null',
  '[]',
  '"text"',
  '1e309',
  'true',
  '{',
  '{"a":1,}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"toString":1,"hasOwnProperty":2}',
  '\u{FEFF}{}',
  '['.repeat(100_000),
  `{"a":${'['.repeat(60)}${']'.repeat(60)}}`,
  `[${'0,'.repeat(19_000)}0]`,
  new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
];

/** In place of one parameter of a path; sent as they are. */
export const BAD_PATH_VALUES: readonly string[] = [
  '0',
  '-1',
  '2147483647',
  '2147483648',
  '9007199254740993',
  'abc',
  '1e3',
  '+1',
  '0x10',
  '%00',
  '%2F',
  '%ED%A0%80',
  '%',
  '%zz',
  '..',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '00000000-0000-0000-0000-000000000000',
  '123e4567-e89b-12d3-a456-426614174000',
  '__proto__',
  'constructor',
  "1'%20OR%20'1'='1",
  '%F0%9F%98%80',
  'x'.repeat(400),
  '',
];

/** In place of one value of a query string; sent as they are. */
export const BAD_QUERY_VALUES: readonly string[] = [
  '',
  '1e3',
  '+1',
  '0x10',
  '-1',
  '0',
  '2147483648',
  '99999999999999999999',
  'NaN',
  'null',
  'true',
  '%00',
  '%ED%A0%80',
  '%25%27%5C_',
  "';SELECT%201--",
  '%5B%5D',
  '2026-02-30',
  '0001-01-01',
  '%F0%9F%98%80',
  'x'.repeat(3_000),
];

export const BAD_CONTENT_TYPES: readonly string[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json;',
  'application/merge-patch+json',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'APPLICATION/JSON',
  'application/json, text/plain',
  ';',
];

/** A value as JSON text, with numbers that JSON.stringify would turn into null. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(`"${BEYOND_DOUBLE}"`, '1e309');
}
