import { TextDecoder } from 'node:util';
import { ImportFileRefused } from '../user-import.errors';
import { countLineEnds, decodeUtf8, encodingOf, type TextEncoding } from './text-encoding';

const HEAD_BYTES = 4_096;
const LONGEST_LINE_BYTES = 1_048_576;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The text of a file, piece by piece, whatever of UTF-8 and UTF-16 it is written in: without a
 * byte order mark, and with every line ended by a line feed alone.
 *
 * @throws ImportFileRefused naming the line, for what is no text or in another encoding.
 */
export async function* textOfFile(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let line = 1;
  let held = '';
  for await (const piece of decoded(bytes)) {
    const text = held + piece;
    // The second half of a line end may come with the next piece.
    held = text.endsWith('\r') ? '\r' : '';
    const even = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
    const zero = even.indexOf('\0');
    if (zero >= 0) {
      const at = line + countLineEnds(even.slice(0, zero));
      throw new ImportFileRefused('the text contains a NUL character', at);
    }
    line += countLineEnds(even);
    if (even !== '') yield even;
  }
  if (held !== '') yield '\n';
}

async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const chunks = bytes[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let isOver = false;
  while (head.length < HEAD_BYTES && !isOver) {
    const next = await chunks.next();
    isOver = next.done === true;
    if (next.done !== true) head = Buffer.concat([head, next.value]);
  }
  const encoding = encodingOf(head);
  async function* unmarked(): AsyncGenerator<Buffer> {
    yield head.subarray(encoding.markLength);
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  try {
    yield* encoding.name === 'utf-8' ? linesOfUtf8(unmarked()) : utf16(unmarked(), encoding);
  } finally {
    await chunks.return?.();
  }
}

async function* linesOfUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = endOfLastLine(block);
    rest = Buffer.from(block.subarray(end));
    if (rest.length > LONGEST_LINE_BYTES) {
      throw new ImportFileRefused('this line has more than a megabyte', line);
    }
    if (end === 0) continue;
    const text = decodeUtf8(block.subarray(0, end), line);
    line += countLineEnds(text);
    yield text;
  }
  if (rest.length > 0) yield decodeUtf8(rest, line);
}

/** Where the last whole line ends; a carriage return at the very end may be half a line end. */
function endOfLastLine(block: Buffer): number {
  const searched = block.at(-1) === CARRIAGE_RETURN ? block.subarray(0, -1) : block;
  return Math.max(searched.lastIndexOf(LINE_FEED), searched.lastIndexOf(CARRIAGE_RETURN)) + 1;
}

async function* utf16(
  bytes: AsyncIterable<Buffer>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
  let line = 1;
  const read = (chunk: Buffer, stream: boolean): string => {
    try {
      return decoder.decode(chunk, { stream });
    } catch {
      throw new ImportFileRefused('from here on the text is not valid UTF-16', line);
    }
  };
  for await (const chunk of bytes) {
    const text = read(chunk, true);
    line += countLineEnds(text);
    yield text;
  }
  yield read(Buffer.alloc(0), false);
}
