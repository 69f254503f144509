import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PersonalDataFile } from '../personal-data-holder';

/** What some system takes for more than a part of a name. */
const UNSAFE = /[\\:*?"<>|\p{Cc}]/gu;

/**
 * A zip archive of files that come one after the other: each is read only when its turn is there,
 * so that neither a file nor the archive is ever in memory whole. Ends with an error as soon as a
 * file does.
 */
export function zipOf(files: AsyncIterable<PersonalDataFile>): Readable {
  const zip = new ZipFile();
  const archive = new PassThrough();
  (zip.outputStream as Readable).on('error', (error) => archive.destroy(error));
  zip.on('error', (error: Error) => archive.destroy(error));
  zip.outputStream.pipe(archive);
  addAll(zip, files).catch((error: Error) => archive.destroy(error));
  return archive;
}

async function addAll(zip: ZipFile, files: AsyncIterable<PersonalDataFile>): Promise<void> {
  for await (const file of files) await add(zip, file);
  zip.end();
}

/**
 * The path of a file in an archive: no folder above, no drive, nothing that a system would take for
 * more than a name.
 */
export function archivePath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .map((segment) => (segment === '..' ? '_' : segment.replaceAll(UNSAFE, '_')))
    .join('/');
}

/** Resolves when the archive has read the file. */
function add(zip: ZipFile, { path, content }: PersonalDataFile): Promise<void> {
  const stream =
    content instanceof Readable ? content : Readable.from([content], { objectMode: false });
  return new Promise((resolve, reject) => {
    stream.once('end', resolve).once('error', reject).once('close', resolve);
    zip.addReadStream(stream, archivePath(path));
  });
}
