import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SourceNotFound, SourceTooLarge } from './course-import.errors';
import { archiveName, readArchive } from './archive-reader';
import { SOURCE_LIMITS, SourceFiles, SourceIntake } from './source-files';

/** Deeper than any course is filed. */
const DEEPEST = 32;

/**
 * Reads a folder or an archive on this machine. Links inside a folder are left out.
 *
 * @throws SourceNotFound
 * @throws SourceTooLarge
 * @throws UnreadableArchive
 */
export async function readSource(path: string): Promise<SourceFiles> {
  const place = await realpath(path).catch(() => {
    throw new SourceNotFound(path);
  });
  const status = await lstat(place);
  if (status.isDirectory()) return readFolder(place);
  if (!status.isFile()) throw new SourceNotFound(path);
  if (status.size > SOURCE_LIMITS.totalBytes) throw new SourceTooLarge('the archive is too big');
  return readArchive(await readFile(place), archiveName(basename(place)));
}

async function readFolder(root: string): Promise<SourceFiles> {
  const intake = new SourceIntake();
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) {
        if (path.split('/').length > DEEPEST) throw new SourceTooLarge('its folders nest too deep');
        waiting.push(path);
      } else if (entry.isFile()) {
        const kept = intake.admit(path, (await lstat(join(root, path))).size);
        if (kept !== null) intake.keep(kept, await readFile(join(root, path)));
      }
    }
  }
  return SourceFiles.ofFolder(intake.finish(), basename(root));
}
