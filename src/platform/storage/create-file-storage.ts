import { join } from 'node:path';
import type { Configuration } from '../config/configuration';
import { LocalFileStorage } from './local-file-storage';
import { S3FileStorage } from './s3-file-storage';
import type { FileStorage } from './storage';

/** The storage that the configuration chooses. */
export function createFileStorage({ files, dataFolder }: Configuration): FileStorage {
  return files.s3 === null
    ? new LocalFileStorage(join(dataFolder, 'files'))
    : new S3FileStorage(files.s3);
}
