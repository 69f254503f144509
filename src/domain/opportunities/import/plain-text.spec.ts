import { plainLine, plainText } from './plain-text';

describe('plainText', () => {
  it('keeps the words of HTML and drops the rest', () => {
    expect(plainText('<p>A &amp; B</p><ul><li>one<li>two</ul><script>x()</script>')).toBe(
      'A & B\n\none\ntwo',
    );
  });

  it('leaves out what no text may hold', () => {
    expect(plainLine('a\u0000b\ud800 c &#x1F600; &bogus; 3 < 4')).toBe('ab c 😀 &bogus; 3 < 4');
  });
});
