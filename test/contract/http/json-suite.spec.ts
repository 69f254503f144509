import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { testApp, type TestApp } from '../../support/test-app';

interface Text {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A text of each family, in the notation of the JSON test suite: y must parse, n must not. */
const OWN: readonly Text[] = Object.entries({
  'y_object.json': '{"a":"b"}',
  'y_array_with_spaces.json': ' [ 1 ,\t2 ]\n',
  'y_scalar_null.json': 'null',
  'y_scalar_number.json': '-0.5e-3',
  'y_string_escapes.json': '"\\u00e9\\n\\"\\ud83c\\udf31"',
  'y_string_raw.json': '"é🌱\u2028"',
  'y_object_duplicate_key.json': '{"a":1,"a":2}',
  'y_object_empty_key.json': '{"":0}',
  'n_trailing_comma.json': '[1,]',
  'n_unclosed_array.json': '[1',
  'n_unclosed_string.json': '"a',
  'n_single_quotes.json': "{'a':1}",
  'n_comment.json': '{"a":1}/**/',
  'n_trailing_text.json': '{}x',
  'n_leading_zero.json': '[01]',
  'n_plus_sign.json': '[+1]',
  'n_nan.json': '[NaN]',
  'n_capital_true.json': '[True]',
  'n_raw_tab.json': '["\t"]',
  'n_bad_escape.json': '["\\x00"]',
  'n_bad_unicode_escape.json': '["\\u00A"]',
  'n_two_values.json': '1 2',
  'n_blank.json': ' ',
  'n_deep.json': '['.repeat(100_000),
  'n_deep_objects.json': '[{"":'.repeat(50_000),
  'i_huge_exponent.json': '[1e999]',
  'i_lone_surrogate.json': '["\\ud800"]',
  'i_byte_order_mark.json': '\ufeff{}',
}).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));

const BROKEN_BYTES: readonly Text[] = [
  { name: 'n_not_utf8.json', bytes: Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]) },
  { name: 'n_byte_order_mark_alone.json', bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { name: 'i_utf16.json', bytes: Buffer.from('\ufeff["é"]', 'utf16le') },
];

/** Nicolas Seriot's JSON test suite, where it lies beside the repository. */
const SUITE_FOLDER = path.resolve(process.cwd(), '../shared/data/api/JSONTestSuite');
const SUITE: readonly Text[] = existsSync(SUITE_FOLDER)
  ? readdirSync(SUITE_FOLDER)
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ name, bytes: readFileSync(path.join(SUITE_FOLDER, name)) }))
  : [];

const TEXTS = [...OWN, ...BROKEN_BYTES, ...SUITE];

describe('JSON bodies', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  /** The learning contract tells apart what cannot be read (400) and what is not valid (422). */
  async function statusOf({ bytes }: Text): Promise<number> {
    const reply = await app.learning.raw('POST', '/auth/check-email', bytes, {
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.body).toEqual({ detail: expect.anything() });
    return reply.status;
  }

  const named = (family: string) => TEXTS.filter(({ name }) => name.startsWith(family));

  it.each(named('y_'))('reads $name', async (text) => {
    expect(await statusOf(text)).toBe(422);
  });

  it.each(named('n_'))('refuses $name', async (text) => {
    expect(await statusOf(text)).toBe(400);
  });

  it.each(named('i_'))('reads or refuses $name, and does not fail over it', async (text) => {
    expect([400, 422]).toContain(await statusOf(text));
  });
});
