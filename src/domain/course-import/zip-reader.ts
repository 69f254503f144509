import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { DomainError } from '../../kernel/errors';
import { SourceTooLarge, UnreadableArchive } from './course-import.errors';
import { SourceFiles, SourceIntake } from './source-files';

const FILE_TYPE_MASK = 0o170_000;
const PLAIN_FILE = 0o100_000;
const FOLDER = 0o040_000;

/**
 * Reads a zip archive. Nothing is written anywhere, and nothing that is not needed is unpacked.
 *
 * @throws UnreadableArchive for a damaged archive, links, passwords, or paths that lead out of it.
 * @throws SourceTooLarge before unpacking what would be too large.
 */
export async function readZip(bytes: Uint8Array, name: string): Promise<SourceFiles> {
  const intake = new SourceIntake();
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
      strictFileNames: true,
      validateEntrySizes: true,
    });
    for await (const entry of zip.eachEntry()) await takeIn(zip, entry, intake);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new UnreadableArchive('it is no zip, or it is damaged', { cause: error });
  }
  return SourceFiles.ofArchive(intake.finish(), name);
}

async function takeIn(zip: ZipFile, entry: Entry, intake: SourceIntake): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  // The file type that Unix programs note; others leave it 0.
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (type !== 0 && type !== PLAIN_FILE && type !== FOLDER) {
    throw new UnreadableArchive(`${JSON.stringify(entry.fileName)} is a link or no plain file`);
  }
  if (entry.isEncrypted()) throw new UnreadableArchive('it needs a password');
  const path = intake.admit(entry.fileName, entry.uncompressedSize);
  if (path === null) return;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    size += (chunk as Buffer).length;
    if (size > entry.uncompressedSize) throw new SourceTooLarge(`${path} is larger than it says`);
    chunks.push(chunk as Buffer);
  }
  intake.keep(path, Buffer.concat(chunks));
}
