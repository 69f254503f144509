import { firstHeading, lineOfText, localPictures, titleFromName } from './markdown-text';

describe('Markdown text', () => {
  it.each([
    ['# Title', 'Title'],
    ['Text\n\n### A  title ##\nMore', 'A  title'],
    ['# C#', 'C#'],
    ['#hash\nText', null],
    ['Text', null],
    [`# ${' '.repeat(100_000)}`, null],
  ])('finds the first heading of %j', (text, heading) => {
    expect(firstHeading(text)).toBe(heading);
  });

  it.each([
    ['week-1/02-getting_started.md', 'Getting started'],
    ['1-basics', 'Basics'],
    ['lesson-02.md', 'Lesson 02'],
    ['a/2-network/README.md', 'Network'],
    ['2026.md', '2026'],
  ])('makes a title of %s', (path, title) => {
    expect(titleFromName(path)).toBe(title);
  });

  it('tells pictures that are files from those on the web', () => {
    expect(
      localPictures('![a](https://example.com/a.png) ![b](data:image/png;base64,x)'),
    ).toBeNull();
    expect(localPictures('Text\n![a](a.png)\n![b](../b.png)')).toEqual({ count: 2, line: 2 });
  });

  it('finds the line of a text from a line on', () => {
    expect(lineOfText('A\nB\nA\n', 'A', 2)).toBe(3);
    expect(lineOfText('A\nB\n', 'C', 2)).toBe(2);
  });
});
