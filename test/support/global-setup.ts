import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startEmbeddedPostgres,
  type RunningPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { migrate } from '../../src/platform/database/open-database';
import { REDIS_DATABASES, runTestsOnRedis } from './redis-databases';
import { REDIS_PROGRAM, RedisServer } from './redis-server';

declare global {
  var trellisTestServer: { postgres: RunningPostgres; folder: string } | undefined;
  var trellisTestRedis: { server: RedisServer; folder: string } | undefined;
}

/**
 * One PostgreSQL for the whole run; its migrated database is the template of every test's own. With
 * TEST_PROFILE=redis the queue, the topics and the limits of all tests run on Redis besides.
 */
export default async function globalSetup(): Promise<void> {
  const profile = process.env['TEST_PROFILE'] || 'postgresql';
  if (profile !== 'postgresql' && profile !== 'redis') {
    throw new Error(`TEST_PROFILE is postgresql or redis, not "${profile}".`);
  }
  if (profile === 'redis') await startRedis();
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

async function startRedis(): Promise<void> {
  if (REDIS_PROGRAM === undefined) {
    throw new Error('TEST_PROFILE=redis needs redis-server: apt-get install redis-server.');
  }
  const server = await RedisServer.start(REDIS_PROGRAM, ['--databases', String(REDIS_DATABASES)]);
  globalThis.trellisTestRedis = { server, folder: runTestsOnRedis(server.url) };
}
