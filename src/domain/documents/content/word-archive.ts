import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { DomainError } from '../../../kernel/errors';
import { UnacceptableFile } from './content.errors';

const MOST_ENTRIES = 1_000;
/** What all parts may have together when unpacked. */
const MOST_BYTES = 100_000_000;
/** How often larger than the file its parts may be, once they are larger than the floor. */
const MOST_RATIO = 200;
const RATIO_FLOOR = 10_000_000;

const TYPES = '[Content_Types].xml';
const BODY = 'word/document.xml';
const MACROS = /(^|\/)vbaProject\.bin$/i;

/**
 * Whether a zip archive is a Word document. Each part is unpacked once, to nowhere, so that what
 * it says of its size is known to be true before anything reads it.
 *
 * @returns false for an archive of something else.
 * @throws UnacceptableFile for one that is damaged, encrypted, has macros or expands too far.
 */
export async function isWordDocument(path: string, byteLength: number): Promise<boolean> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    });
    return await inspect(zip, byteLength);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new UnacceptableFile('the file is damaged', 'damaged');
  } finally {
    zip?.close();
  }
}

async function inspect(zip: ZipFile, byteLength: number): Promise<boolean> {
  const entries: Entry[] = [];
  let claimed = 0;
  for await (const entry of zip.eachEntry()) {
    claimed += entry.uncompressedSize;
    entries.push(entry);
    refuseExpansion(entries.length, claimed, byteLength);
  }
  const names = new Set(entries.map(({ fileName }) => fileName));
  if (!names.has(TYPES) || !names.has(BODY)) return false;
  for (const entry of entries) await unpackToNowhere(zip, entry);
  return true;
}

function refuseExpansion(entries: number, bytes: number, byteLength: number): void {
  const isBomb =
    entries > MOST_ENTRIES ||
    bytes > MOST_BYTES ||
    (bytes > RATIO_FLOOR && bytes > byteLength * MOST_RATIO);
  if (!isBomb) return;
  throw new UnacceptableFile('the file expands too far when it is opened', 'expands_too_far');
}

async function unpackToNowhere(zip: ZipFile, entry: Entry): Promise<void> {
  if (entry.isEncrypted()) {
    throw new UnacceptableFile('the file needs a password', 'encrypted');
  }
  if (MACROS.test(entry.fileName)) {
    throw new UnacceptableFile('the file has macros; save it without them', 'macros');
  }
  if (entry.fileName.endsWith('/')) return;
  const content = await zip.openReadStreamPromise(entry);
  await new Promise<void>((resolve, reject) => {
    content.once('end', resolve).once('error', reject).resume();
  });
}
