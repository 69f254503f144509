import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileTypeFromBuffer } from 'file-type';
import { UnsupportedMediaType } from '../../../kernel/errors';
import { UnacceptableFile } from './content.errors';
import { extensionOf } from './file-name';
import { extensionsOf, MEDIA_TYPES, type MediaType, PLAIN_TEXT, WORD } from './media-types';
import { PlainTextCheck } from './plain-text';
import { isWordDocument } from './word-archive';

/** As much of a file as its type is guessed from; archives are looked into by ourselves. */
const HEAD_BYTES = 4_100;
/**
 * Formats that are written in text. Any other that a text seems to have is a coincidence of its first
 * letters: an essay that begins with `BM` is no bitmap.
 */
const NO_PLAIN_TEXT = /rtf|xml|postscript|script/;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

/** A file that somebody sent and that lies on this machine for now. */
export interface GivenFile {
  /** As the client calls it; never a path to write to. */
  readonly name: string;
  readonly path: string;
  readonly byteLength: number;
}

/** What the bytes of a file are. */
export interface FileContent {
  readonly mediaType: MediaType;
  /** In hexadecimal. */
  readonly sha256: string;
}

/**
 * Finds out what a file is, by its bytes and nothing else; the file is read once, piece by piece.
 *
 * @throws UnsupportedMediaType for a type that is not taken.
 * @throws UnacceptableFile for a file that is empty, damaged or dangerous, or is named as if it were
 *   of another type.
 */
export async function contentOf(file: GivenFile): Promise<FileContent> {
  if (file.byteLength === 0) throw new UnacceptableFile('the file is empty', 'empty');
  const { sha256, head, isText } = await readThrough(file.path);
  const mediaType = await mediaTypeOf(file, head, isText);
  const extension = extensionOf(file.name);
  if (extension !== null && !extensionsOf(mediaType).includes(extension)) {
    throw new UnacceptableFile(
      `the name ends with .${extension}, but the file is of the type ${mediaType}`,
      'other_extension',
    );
  }
  return { mediaType, sha256 };
}

async function readThrough(
  path: string,
): Promise<{ sha256: string; head: Buffer; isText: boolean }> {
  const hash = createHash('sha256');
  const text = new PlainTextCheck();
  const head: Buffer[] = [];
  let headBytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    text.take(piece);
    if (headBytes < HEAD_BYTES) head.push(piece.subarray(0, HEAD_BYTES - headBytes));
    headBytes += piece.length;
  }
  return { sha256: hash.digest('hex'), head: Buffer.concat(head), isText: text.finish() };
}

async function mediaTypeOf(file: GivenFile, head: Buffer, isText: boolean): Promise<MediaType> {
  if (head.subarray(0, ZIP.length).equals(ZIP)) {
    if (await isWordDocument(file.path, file.byteLength)) return WORD;
    throw notTaken();
  }
  const mime = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime ?? '';
  if (mime !== WORD && mime in MEDIA_TYPES) return mime as MediaType;
  if (isText && !NO_PLAIN_TEXT.test(mime)) return PLAIN_TEXT;
  throw notTaken();
}

function notTaken(): UnsupportedMediaType {
  return new UnsupportedMediaType(
    'A document is a PDF, a Word document (.docx), a PNG or JPEG image, or plain text in UTF-8.',
  );
}
