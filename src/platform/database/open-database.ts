import { Logger } from '@nestjs/common';
import type { Configuration } from '../config/configuration';
import { createDataSource } from './data-source';
import { startEmbeddedPostgres } from './embedded/embedded-postgres';
import { waitForPostgres } from './wait-for-postgres';

/** A database that answers and has today's schema. */
export interface OpenDatabase {
  readonly url: string;
  /** Stops an embedded server; lets an operator's own alone. */
  close(): Promise<void>;
}

/** The operator's database misses migrations; running them is a step of its own there. */
export class SchemaBehind extends Error {
  override readonly name = 'SchemaBehind';

  constructor() {
    super('The database misses migrations. Run `npm run migrate` once, then start again.');
  }
}

/**
 * Opens the database of the configuration: the embedded one is started and migrated,
 * an operator's is waited for and must have been migrated.
 */
export async function openDatabase(configuration: Configuration): Promise<OpenDatabase> {
  const logger = new Logger('Database');
  const given = configuration.database.url;
  if (given === null) {
    const server = await startEmbeddedPostgres({ dataFolder: configuration.dataFolder });
    for (const note of server.notes) logger.log(note);
    try {
      await migrate(server.url);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return { url: server.url, close: () => server.stop() };
  }
  await waitForPostgres(given, (reason) => logger.warn(`Waiting for PostgreSQL: ${reason}`));
  if (await isSchemaBehind(given)) throw new SchemaBehind();
  return { url: given, close: async () => undefined };
}

/** Brings the schema up to date; several processes may call it at once. */
export async function migrate(url: string): Promise<void> {
  const source = await createDataSource({
    url,
    poolSize: 2,
    queryTimeoutMs: 600_000,
    entities: [],
  }).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtext('trellis migrations'))`);
    await source.runMigrations();
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtext('trellis migrations'))`);
    await runner.release();
    await source.destroy();
  }
}

/** Whether migrations are missing in the database. */
export async function isSchemaBehind(url: string): Promise<boolean> {
  const source = await createDataSource({
    url,
    poolSize: 1,
    queryTimeoutMs: 10_000,
    entities: [],
  }).initialize();
  try {
    return await source.showMigrations();
  } finally {
    await source.destroy();
  }
}
