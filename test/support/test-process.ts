import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { configurationFrom } from '../../src/platform/config/configuration';
import { startTrellis } from '../../src/start';
import { queueSettings } from './redis-databases';
import { TEST_SECRET } from './test-app';
import type { TestDatabase } from './test-database';

/** A process without surfaces: a worker, or only the services for a test to call. */
export interface TestProcess {
  readonly dataFolder: string;
  /** A provider of the application. */
  get<Provider>(type: Type<Provider> | symbol): Provider;
  stop(): Promise<void>;
}

/** Starts a process on a database that the test owns; with `jobs` it carries out jobs. */
export async function testProcess(
  database: TestDatabase,
  parts: { jobs: boolean; environment?: Readonly<Record<string, string>> },
): Promise<TestProcess> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'trellis-data-'));
  const configuration = configurationFrom({
    NODE_ENV: 'test',
    DATA_FOLDER: dataFolder,
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '6',
    TRELLIS_SECRET: TEST_SECRET,
    ...queueSettings(database.url),
    ...parts.environment,
  });
  const trellis = await startTrellis(configuration, { surfaces: false, jobs: parts.jobs });
  return {
    dataFolder,
    get: (type) => trellis.app.get(type, { strict: false }),
    stop: async () => {
      await trellis.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
