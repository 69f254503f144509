import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { DomainError } from '../../kernel/errors';
import { SourceTooLarge, UnreadableArchive } from './course-import.errors';
import { SOURCE_LIMITS, SourceFiles, SourceIntake } from './source-files';

const FILES: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile']);
const FOLDERS: ReadonlySet<string> = new Set(['Directory', 'GNUDumpDir']);
/** Headers and padding: about a kilobyte a file. */
const MOST_UNPACKED = SOURCE_LIMITS.totalBytes + SOURCE_LIMITS.files * 4_096;

/**
 * Reads a gzipped tar archive. Nothing is written anywhere, and nothing that is not needed is kept.
 *
 * @throws UnreadableArchive for a damaged archive, links, devices, or paths that lead out of it.
 * @throws SourceTooLarge while unpacking, as soon as it is too large.
 */
export async function readTarball(bytes: Uint8Array, name: string): Promise<SourceFiles> {
  const intake = new SourceIntake();
  let fault: Error | null = null;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      try {
        takeIn(entry, intake);
      } catch (error) {
        fault ??= error as Error;
        entry.resume();
      }
    },
  });
  parser.on('error', (error: Error) => {
    fault ??= error;
  });
  try {
    let unpacked = 0;
    const unzipped = createGunzip();
    unzipped.end(bytes);
    for await (const chunk of unzipped) {
      unpacked += (chunk as Buffer).length;
      if (unpacked > MOST_UNPACKED) throw new SourceTooLarge('it unpacks to too many bytes');
      parser.write(chunk as Buffer);
      if (fault !== null) throw fault;
    }
    parser.end();
    if (fault !== null) throw fault;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new UnreadableArchive('it is no gzipped tar, or it is damaged', { cause: error });
  }
  return SourceFiles.ofArchive(intake.finish(), name);
}

function takeIn(entry: ReadEntry, intake: SourceIntake): void {
  if (FOLDERS.has(entry.type)) {
    entry.resume();
    return;
  }
  if (!FILES.has(entry.type)) {
    throw new UnreadableArchive(`${JSON.stringify(entry.path)} is a link or no plain file`);
  }
  const path = intake.admit(entry.path, entry.size);
  if (path === null) {
    entry.resume();
    return;
  }
  const chunks: Buffer[] = [];
  entry.on('data', (chunk: Buffer) => chunks.push(chunk));
  entry.on('end', () => intake.keep(path, Buffer.concat(chunks)));
}
