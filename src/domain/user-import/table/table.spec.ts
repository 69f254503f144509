import { ImportFileRefused } from '../user-import.errors';
import { openTable, type TableRow } from './table';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size = 4): Promise<TableRow[]> {
  const table = await openTable(pieces(text, size));
  return [table.header, ...(await Array.fromAsync(table.rows))];
}

async function refusal(text: string): Promise<string | undefined> {
  const error = await read(text).catch((caught: unknown) => caught);
  return error instanceof ImportFileRefused ? error.issues[0]?.message : undefined;
}

describe('openTable', () => {
  it('tells the line where each row begins, over quoted line breaks and blank lines', async () => {
    const text = '\n\nemail,name\na,1\n\n   \n"b\nb\nb",2\n,\nc,"x, ""y"""\n';
    for (const size of [1, 3, 1_000]) {
      expect(await read(text, size)).toEqual([
        { line: 3, cells: ['email', 'name'] },
        { line: 4, cells: ['a', '1'] },
        { line: 7, cells: ['b\nb\nb', '2'] },
        { line: 11, cells: ['c', 'x, "y"'] },
      ]);
    }
  });

  it.each([',', ';', '\t', '|'])('finds the delimiter %j in the header', async (delimiter) => {
    const text = `"a,b;c,d|e"${delimiter}name${delimiter}role\nx${delimiter}"y,;"${delimiter}z\n`;
    expect((await read(text))[1]?.cells).toEqual(['x', 'y,;', 'z']);
  });

  it('believes a first line that announces the delimiter, and counts it', async () => {
    expect(await read('sep=;\nemail;a,b,c\nx;y')).toEqual([
      { line: 2, cells: ['email', 'a,b,c'] },
      { line: 3, cells: ['x', 'y'] },
    ]);
  });

  it('keeps rows of any length, and quotes within words', async () => {
    expect(await read('a,b\n1\n1,2,3\nsay "hi",2\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1'] },
      { line: 3, cells: ['1', '2', '3'] },
      { line: 4, cells: ['say "hi"', '2'] },
    ]);
  });

  it('names the row whose quote never closes, also long before the end', async () => {
    expect(await refusal('a,b\n1,2\n3,"4\n5,6\n')).toMatch(/^line 3: .*quote/);
    expect(await refusal(`a,b\n1,"2\n${'x,y\n'.repeat(50_000)}`)).toMatch(/^line 2: .*quote/);
  });

  it('reads a header that fills a megabyte as fast as any other text', async () => {
    const begun = performance.now();
    expect(await refusal(`email,${'c,'.repeat(500_000)}\nx,y`)).toMatch(/^line 1: .*far too long/);
    expect((await read(`email,${'c,'.repeat(60_000)}\nx,y`, 65_536))[0]?.cells).toHaveLength(
      60_002,
    );
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('refuses what has no rows at all', async () => {
    expect(await refusal('')).toBe('the file is empty');
    expect(await refusal(' \n\n , \n')).toBe('the file is empty');
    expect(await refusal('sep=,')).toBe('the file is empty');
  });
});
