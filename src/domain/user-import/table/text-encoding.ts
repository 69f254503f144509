import { isUtf8 } from 'node:buffer';
import { ImportFileRefused } from '../user-import.errors';

/** How the bytes of a file mean text. */
export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Bytes of the mark at the beginning. */
  readonly markLength: number;
}

const SAMPLE_BYTES = 4_096;
const NULS_OF_UTF_16 = 0.3;
/** What people send by mistake: how such files begin, and what they are. */
const OTHER_FILES: readonly (readonly [beginning: string, kind: string])[] = [
  ['504b0304', 'a spreadsheet or an archive'],
  ['504b0506', 'a spreadsheet or an archive'],
  ['d0cf11e0a1b11ae1', 'a spreadsheet'],
  ['1f8b', 'an archive'],
  ['25504446', 'a PDF'],
];

/**
 * The encoding of a file by its first bytes: a byte order mark, or the zeros that UTF-16 has in
 * every second place of Latin text. Everything else counts as UTF-8, and is refused where it is not.
 *
 * @throws ImportFileRefused for what is no text.
 */
export function encodingOf(head: Buffer): TextEncoding {
  const hex = head.subarray(0, 8).toString('hex');
  const other = OTHER_FILES.find(([beginning]) => hex.startsWith(beginning));
  if (other !== undefined) {
    throw new ImportFileRefused(`this is ${other[1]}: save it as CSV in UTF-8`);
  }
  if (hex.startsWith('fffe0000') || hex.startsWith('0000feff')) {
    throw new ImportFileRefused('this is UTF-32: save it as CSV in UTF-8');
  }
  if (hex.startsWith('efbbbf')) return { name: 'utf-8', markLength: 3 };
  if (hex.startsWith('fffe')) return { name: 'utf-16le', markLength: 2 };
  if (hex.startsWith('feff')) return { name: 'utf-16be', markLength: 2 };
  return { name: byZeros(head.subarray(0, SAMPLE_BYTES)), markLength: 0 };
}

function byZeros(sample: Buffer): TextEncoding['name'] {
  const zeros = [0, 0];
  for (const [place, byte] of sample.entries()) {
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] as number) + 1;
  }
  const [even, odd] = zeros.map((count) => count / (sample.length / 2)) as [number, number];
  if (odd > NULS_OF_UTF_16 && even < odd / 2) return 'utf-16le';
  if (even > NULS_OF_UTF_16 && odd < even / 2) return 'utf-16be';
  return 'utf-8';
}

/** How many lines end in this text; CRLF is one end. */
export function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/**
 * Whole lines of UTF-8 as text.
 *
 * @param firstLine the number of the first line in the file.
 * @throws ImportFileRefused naming the first line that is not UTF-8.
 */
export function decodeUtf8(bytes: Buffer, firstLine: number): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  // Each byte as one character: line ends are the same, and lines can be told apart.
  const lines = bytes.toString('latin1').split(/\r\n|\n|\r/);
  const wrong = lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
  throw new ImportFileRefused(
    'the text is not UTF-8: save the file as "CSV UTF-8" and send it again',
    firstLine + wrong,
  );
}
