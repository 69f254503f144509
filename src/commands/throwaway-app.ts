import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationFrom } from '../platform/config/configuration';
import { startTrellis, type Trellis } from '../start';

/**
 * Runs work on an application of its own, with a database in a temporary folder, that touches
 * nothing of the installation around it.
 */
export async function withThrowawayApp<Result>(
  work: (trellis: Trellis) => Promise<Result>,
): Promise<Result> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'trellis-throwaway-'));
  // Run by root, PostgreSQL has an account of its own, which must be able to enter.
  await chmod(dataFolder, 0o755);
  try {
    const trellis = await startTrellis(
      configurationFrom({
        NODE_ENV: 'development',
        HOST: '127.0.0.1',
        PORT: '0',
        DATA_FOLDER: dataFolder,
        LOG_LEVEL: 'error',
      }),
      { surfaces: true, jobs: false },
    );
    try {
      return await work(trellis);
    } finally {
      await trellis.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
