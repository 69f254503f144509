import { ProblemLog } from './problem-log';
import { elementsOf, innerHtml, readXml, textOf } from './xml';

describe('readXml', () => {
  const read = (text: string) => {
    const log = new ProblemLog();
    return { root: readXml('a.xml', text, log), problems: log.problems };
  };

  it('knows elements, attributes and text, and the line of each element', () => {
    const { root } = read(
      '<?xml version="1.0"?>\n<a x="1&#10;&lt;">one <b>two</b>\n<c/><![CDATA[<three>]]></a>',
    );
    expect(root).toMatchObject({ name: 'a', attributes: { x: '1\n<' }, line: 2 });
    if (root === null) throw new Error('It was not read.');
    expect(elementsOf(root).map(({ name, line }) => [name, line])).toEqual([
      ['b', 2],
      ['c', 3],
    ]);
    expect(textOf(root)).toBe('one two <three>');
    expect(innerHtml(root, ({ name }) => (name === 'b' ? '_' : undefined))).toBe(
      'one _\n<c></c>&lt;three&gt;',
    );
  });

  it.each([
    ['<a><b></a>', 1],
    ['<a>\n<b>\n</a>', 3],
    ['', 1],
    ['text', 1],
    ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 1],
    ['\n<!DOCTYPE lolz [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>\n<lolz>&c;</lolz>', 2],
  ])('refuses %j at its line', (text, line) => {
    const { root, problems } = read(text);
    expect(root).toBeNull();
    expect(problems).toMatchObject([{ severity: 'error', file: 'a.xml', line }]);
  });

  it('refuses elements nested without end', () => {
    const { root, problems } = read(`${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`);
    expect(root).toBeNull();
    expect(problems).toHaveLength(1);
  });

  it('leaves entities alone that it does not know', () => {
    const { root } = read('<a>&unknown;</a>');
    expect(root === null ? null : textOf(root)).toBe('&unknown;');
  });
});
