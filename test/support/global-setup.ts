import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startEmbeddedPostgres,
  type RunningPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { migrate } from '../../src/platform/database/open-database';

declare global {
  var trellisTestServer: { postgres: RunningPostgres; folder: string } | undefined;
}

/** One PostgreSQL for the whole run; its migrated database is the template of every test's own. */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-test-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    // A vacuum that looks into a test's database keeps it from being dropped.
    settings: {
      max_connections: 300,
      fsync: 'off',
      synchronous_commit: 'off',
      autovacuum: 'off',
    },
  });
  await migrate(postgres.url);
  globalThis.trellisTestServer = { postgres, folder };
  process.env['TRELLIS_TEST_SERVER'] = postgres.url;
}
