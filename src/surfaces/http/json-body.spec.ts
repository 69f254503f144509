import { Invalid, Malformed } from '../../kernel/errors';
import { parseJsonBody } from './json-body';

const parse = (text: string): unknown => parseJsonBody(Buffer.from(text));
const error = (text: string | Uint8Array): unknown => {
  try {
    return parseJsonBody(typeof text === 'string' ? Buffer.from(text) : text);
  } catch (thrown) {
    return thrown;
  }
};

describe('parseJsonBody', () => {
  it('reads any JSON value', () => {
    expect(parse('{"a":[1,null,"é🌱"]}')).toEqual({ a: [1, null, 'é🌱'] });
    expect(parse('null')).toBeNull();
    expect(parse(' 1 ')).toBe(1);
  });

  it('takes no bytes for no body, but blanks for broken JSON', () => {
    expect(parse('')).toBeUndefined();
    expect(error(' ')).toBeInstanceOf(Malformed);
  });

  it('reads 64 levels and refuses the 65th, brackets inside texts left out', () => {
    expect(parse('['.repeat(64) + ']'.repeat(64))).toHaveLength(1);
    expect(error('['.repeat(65) + ']'.repeat(65))).toBeInstanceOf(Malformed);
    expect(error('{"a":'.repeat(65) + '1' + '}'.repeat(65))).toBeInstanceOf(Malformed);
    expect(parse(JSON.stringify(['['.repeat(500), '\\"[[['.repeat(100)]))).toHaveLength(2);
    expect(parse(`[${'[],'.repeat(1_000)}[]]`)).toHaveLength(1_001);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(error(Buffer.from([0x22, 0xff, 0x22]))).toBeInstanceOf(Malformed);
    expect(error(Buffer.from('"é"', 'latin1'))).toBeInstanceOf(Malformed);
    expect(error(Buffer.from('{"a":1}', 'utf16le'))).toBeInstanceOf(Malformed);
  });

  it('refuses keys that reach for the prototype, at any depth', () => {
    expect(error('{"__proto__":{"isAdmin":true}}')).toBeInstanceOf(Malformed);
    expect(error('{"a":[{"__proto__":1}]}')).toBeInstanceOf(Malformed);
    expect(error('{"\\u005f_proto__":1}')).toBeInstanceOf(Malformed);
  });

  it.each([
    ['U+0000', '{"a":{"b":["x\\u0000"]}}', ['body', 'a', 'b', 0]],
    ['half a surrogate pair', '{"a":"\\ud83d"}', ['body', 'a']],
    ['the other half', '{"a":"\\udf31x"}', ['body', 'a']],
    ['U+0000 in a key', '{"a":{"\\u0000":1}}', ['body', 'a']],
    ['a number beyond every double', '{"a":[0,1e400]}', ['body', 'a', 1]],
  ])('names the place of %s', (_, text, path) => {
    const thrown = error(text);
    expect(thrown).toBeInstanceOf(Invalid);
    expect((thrown as Invalid).issues).toEqual([expect.objectContaining({ path })]);
  });
});
