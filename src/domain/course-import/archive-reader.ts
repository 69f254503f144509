import { UnreadableArchive } from './course-import.errors';
import type { SourceFiles } from './source-files';
import { readTarball } from './tar-reader';
import { readZip } from './zip-reader';

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];

/**
 * Reads a gzipped tar archive or a zip archive, told apart by their first bytes.
 *
 * @param name what to call the source, see {@link archiveName}.
 * @throws UnreadableArchive
 * @throws SourceTooLarge
 */
export async function readArchive(bytes: Uint8Array, name: string): Promise<SourceFiles> {
  if (startsWith(bytes, GZIP)) return readTarball(bytes, name);
  if (startsWith(bytes, ZIP)) return readZip(bytes, name);
  throw new UnreadableArchive('it is neither a .tar.gz nor a .zip');
}

/** The name of an archive without its ending. */
export function archiveName(fileName: string): string {
  return fileName.replace(/^.*[/\\]/, '').replace(/\.(?:tar\.gz|tgz|zip)$/i, '');
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}
