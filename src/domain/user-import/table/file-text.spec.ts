import { ImportFileRefused } from '../user-import.errors';
import { textOfFile } from './file-text';

/** The bytes in pieces of so many, so that a piece may end anywhere. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size: number): Promise<string> {
  return (await Array.fromAsync(textOfFile(inPieces(bytes, size)))).join('');
}

async function refusal(bytes: Buffer): Promise<string | undefined> {
  try {
    await read(bytes, 5_000);
  } catch (error) {
    if (error instanceof ImportFileRefused) return error.issues[0]?.message;
    throw error;
  }
  return undefined;
}

const TEXT = 'email,name\r\nzoé@example.com,Zoé 🦊\r\n"b@example.com","two\r\nlines"\rlast\r';
const EVEN = 'email,name\nzoé@example.com,Zoé 🦊\n"b@example.com","two\nlines"\nlast\n';
const SIZES = [1, 2, 3, 7, 5_000];

describe('textOfFile', () => {
  it.each(SIZES)('reads UTF-8 with and without a mark, in pieces of %i bytes', async (size) => {
    expect(await read(Buffer.from(TEXT), size)).toBe(EVEN);
    expect(await read(Buffer.from(`\uFEFF${TEXT}`), size)).toBe(EVEN);
  });

  it.each(SIZES)('reads UTF-16 with and without a mark, in pieces of %i bytes', async (size) => {
    const little = Buffer.from(TEXT, 'utf16le');
    const markedLittle = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
    expect(await read(little, size)).toBe(EVEN);
    expect(await read(Buffer.from(little).swap16(), size)).toBe(EVEN);
    expect(await read(markedLittle, size)).toBe(EVEN);
    expect(await read(Buffer.from(markedLittle).swap16(), size)).toBe(EVEN);
  });

  it('names the line that is not UTF-8, however lines end and however far down it is', async () => {
    const lines = (count: number, end: string): Buffer => Buffer.from(`a,b${end}`.repeat(count));
    const latin = Buffer.from('Andr\u00e9,b', 'latin1');
    expect(await refusal(Buffer.concat([lines(2, '\n'), latin]))).toMatch(/^line 3: .*UTF-8/);
    expect(await refusal(Buffer.concat([lines(4, '\r\n'), latin, lines(9, '\r\n')]))).toMatch(
      /^line 5: /,
    );
    expect(await refusal(Buffer.concat([lines(7_000, '\r'), latin]))).toMatch(/^line 7001: /);
  });

  it('refuses what is no text, saying what it is', async () => {
    expect(await refusal(Buffer.from('504b030414000600', 'hex'))).toMatch(/spreadsheet/);
    expect(await refusal(Buffer.from('%PDF-1.7\n'))).toMatch(/PDF/);
    expect(await refusal(Buffer.from('fffe000061000000', 'hex'))).toMatch(/UTF-32/);
    expect(await refusal(Buffer.from('email,name\na@b.c,x\ny\0z,n\n'))).toMatch(/^line 3: .*NUL/);
    expect(await refusal(Buffer.from('fffe61003dd8', 'hex'))).toMatch(/UTF-16/);
    expect(await refusal(Buffer.from('x'.repeat(2_000_000)))).toMatch(/^line 1: .*megabyte/);
  });

  it('has nothing to say of an empty file', async () => {
    expect(await read(Buffer.alloc(0), 1)).toBe('');
    expect(await read(Buffer.from('\uFEFF'), 1)).toBe('');
  });
});
