import { JsonBroken, JsonSplitter } from './json-splitter';

/** The values of a text that comes in pieces of so many characters. */
function split(text: string, size: number): string[] {
  const splitter = new JsonSplitter();
  const values: string[] = [];
  for (let at = 0; at < text.length; at += size) {
    values.push(...splitter.push(text.slice(at, at + size)));
  }
  return [...values, ...splitter.end()];
}

const ENVELOPE = String.raw`{"sensor": "a \"data\": [ b", "n": {"data": [9]}, "data":
  [{"id": "1", "data": "x", "e": [{"a": "]}"}]}, {"id": "2\\"}], "rest": [{"data": [7]}]}`;
const FIRST = String.raw`{"id": "1", "data": "x", "e": [{"a": "]}"}]}`;
const SECOND = String.raw`{"id": "2\\"}`;

describe.each([1, 2, 3, 7, 10_000])('A JSON text in pieces of %i characters', (size) => {
  it('is parted into the values of its list', () => {
    expect(split('[{"a":1}, {"b":[2,{}]}\n,{"c":"}]"}]', size)).toEqual([
      '{"a":1}',
      '{"b":[2,{}]}',
      '{"c":"}]"}',
    ]);
    expect(split(' {"a":1} \n{"b":2}', size)).toEqual(['{"a":1}', '{"b":2}']);
    expect(split('[[{"a":1}],[[{"b":2}]]]', size)).toEqual(['{"a":1}', '{"b":2}']);
    expect(split('', size)).toEqual([]);
    expect(split('[]', size)).toEqual([]);
  });

  it('is parted into what lies in its envelopes', () => {
    expect(split(ENVELOPE, size)).toEqual([FIRST, SECOND]);
    expect(split(`[${ENVELOPE},${FIRST},${ENVELOPE}]`, size)).toEqual([
      FIRST,
      SECOND,
      FIRST,
      FIRST,
      SECOND,
    ]);
    expect(split('{"statements":[{"a":1}],"more":""}', size)).toEqual(['{"a":1}']);
  });

  it('gives what is neither object nor list as it stands', () => {
    expect(split('[1, "a, ]b", null]', size)).toEqual(['1', '"a, ]b"', 'null']);
    expect(split('true', size)).toEqual(['true']);
  });

  it.each(['{"a":1', '[{"a":1}', '[1,', '"a', ']', '[]]', `${'['.repeat(9)}`])(
    'breaks at %s',
    (text) => {
      expect(() => split(text, size)).toThrow(JsonBroken);
    },
  );
});
