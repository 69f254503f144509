import { randomUUID } from 'node:crypto';
import { access, constants, mkdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { DomainError } from '../../kernel/errors';
import type { Configuration } from '../../platform/config/configuration';
import { createFileStorage } from '../../platform/storage/create-file-storage';
import { type Finding, ok, problem, warning } from './finding';

/** Whether the data folder can be written, and a file stored, read and removed again. */
export async function checkFiles(configuration: Configuration): Promise<Finding[]> {
  return [await folder(configuration), await store(configuration), ...sharing(configuration)];
}

async function folder({ dataFolder }: Configuration): Promise<Finding> {
  try {
    await mkdir(dataFolder, { recursive: true });
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('folder', `${dataFolder} can be written.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return problem(
      'folder',
      `${dataFolder} cannot be written${code === undefined ? '' : ` (${code})`}.`,
      'Give it to the account that Trellis runs as, or set DATA_FOLDER to another folder.',
    );
  }
}

async function store(configuration: Configuration): Promise<Finding> {
  const { s3 } = configuration.files;
  const where = s3 === null ? 'in DATA_FOLDER/files' : `in the bucket ${s3.bucket}`;
  const storage = createFileStorage(configuration);
  const key = `doctor/${randomUUID()}`;
  const content = Buffer.from('A file of trellis doctor.');
  try {
    await storage.put(key, Readable.from([content]), content.length);
    const pieces: Buffer[] = [];
    for await (const piece of await storage.read(key)) pieces.push(piece as Buffer);
    await storage.remove(key);
    if (!Buffer.concat(pieces).equals(content)) throw new Error('It came back changed.');
    return ok('files', `A file was stored ${where}, read and removed.`);
  } catch (error) {
    const reason = error instanceof DomainError ? error.message : 'It failed.';
    return problem(
      'files',
      `No file can be stored ${where}. ${reason}`,
      s3 === null
        ? 'Give DATA_FOLDER to the account that Trellis runs as.'
        : 'Check S3_ENDPOINT, S3_BUCKET, S3_REGION, the keys and what they may do, and S3_FORCE_PATH_STYLE.',
    );
  }
}

function sharing({ files, database, environment }: Configuration): Finding[] {
  if (files.s3 !== null || database.url === null || environment !== 'production') return [];
  return [
    warning(
      'files',
      'Files lie in a folder: processes on other machines would not find them.',
      'Set FILES_DRIVER=s3, unless all processes run on one machine with one DATA_FOLDER.',
    ),
  ];
}
