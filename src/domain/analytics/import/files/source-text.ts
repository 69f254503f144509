import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { ActivityFileRefused } from '../activity-import.errors';

const HEAD_BYTES = 65_536;
/** A character of UTF-8 has at most four bytes, so the last three may be the beginning of one. */
const BROKEN_OFF_BYTES = 3;

/**
 * The beginning of a text file, without a byte order mark.
 *
 * @throws ActivityFileRefused when there is no such file, or it isn't text in UTF-8.
 */
export async function headOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) {
    throw new ActivityFileRefused(path, 'there is no such file');
  }
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.includes(0) || !isText(head, bytesRead === HEAD_BYTES)) {
      throw new ActivityFileRefused(path, 'it is not text in UTF-8');
    }
    return head.toString('utf8').replace(/^\ufeff/, '');
  } finally {
    await file.close();
  }
}

/** The text of a file piece by piece, without a byte order mark. */
export async function* textOf(path: string): AsyncGenerator<string> {
  let isFirst = true;
  for await (const piece of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    yield isFirst ? piece.replace(/^\ufeff/, '') : piece;
    isFirst = false;
  }
}

function isText(head: Buffer, isCut: boolean): boolean {
  const cuts = isCut ? [0, 1, 2, BROKEN_OFF_BYTES] : [0];
  return cuts.some((bytes) => isUtf8(head.subarray(0, head.length - bytes)));
}
