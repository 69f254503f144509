import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { configurationFrom } from '../../src/platform/config/configuration';
import { startTrellis, type Trellis } from '../../src/start';
import { DocumentChecker } from './document-checker';
import { HttpClient } from './http-client';
import { queueSettings } from './redis-databases';
import { createTestDatabase, type TestDatabase } from './test-database';

/** A whole Trellis on a database of its own, and a client for each of its contracts. */
export interface TestApp {
  readonly learning: HttpClient;
  readonly coaching: HttpClient;
  readonly developer: HttpClient;
  /** Paths outside the contracts, e.g. /health/ready. */
  readonly root: HttpClient;
  readonly baseUrl: string;
  readonly database: TestDatabase;
  readonly trellis: Trellis;
  readonly dataFolder: string;
  stop(): Promise<void>;
}

/** What a test may set. */
export interface TestAppOptions {
  /** Environment variables as an operator would set them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Use the database of another app, as a second process would. */
  readonly database?: TestDatabase;
}

export const TEST_SECRET = 'a-secret-for-tests-only-0123456789-abcdef';

/** Starts Trellis as it runs in production: real sockets, a real database, a real queue. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const dataFolder = mkdtempSync(join(tmpdir(), 'trellis-data-'));
  const configuration = configurationFrom({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_FOLDER: dataFolder,
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '8',
    TRELLIS_SECRET: TEST_SECRET,
    RATE_LIMITS: 'memory',
    RATE_LIMIT_FACTOR: '1000',
    ...onRedis(database.url),
    ...options.environment,
  });
  const trellis = await startTrellis(configuration, { surfaces: true, jobs: true });
  const baseUrl = (trellis.address ?? '').replace('[::1]', '127.0.0.1');
  const client = (prefix: string, name: string): HttpClient => {
    let checker: Promise<DocumentChecker> | null = null;
    return new HttpClient(
      `${baseUrl}${prefix}`,
      prefix,
      () => (checker ??= checkerOf(trellis, name)),
    );
  };
  return {
    learning: client('/api/v1', 'learning'),
    coaching: client('/api', 'coaching'),
    developer: client('/v1', 'developer'),
    root: new HttpClient(baseUrl, '', null),
    baseUrl,
    database,
    trellis,
    dataFolder,
    stop: async () => {
      await trellis.stop();
      if (options.database === undefined) await database.drop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The document as it is served, read once a test needs it. */
async function checkerOf({ app }: Trellis, name: string): Promise<DocumentChecker> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const { body } = await fastify.inject(`/openapi/${name}.json`);
  return new DocumentChecker(JSON.parse(body) as OpenAPIObject);
}

/** On the Redis profile requests are counted there too. */
function onRedis(databaseUrl: string): Readonly<Record<string, string>> {
  const settings = queueSettings(databaseUrl);
  return settings['REDIS_URL'] === undefined ? {} : { ...settings, RATE_LIMITS: 'redis' };
}
