import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from './migrations';

const DATE_TYPE = 1082;
// A calendar date has no time zone: as a JavaScript Date it would move by the server's offset.
types.setTypeParser(DATE_TYPE, (text) => text);

export interface DataSourceSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly queryTimeoutMs: number;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
}

/** A TypeORM data source on PostgreSQL. The schema comes from migrations alone. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    applicationName: 'trellis',
    poolSize: settings.poolSize,
    connectTimeoutMS: 5_000,
    synchronize: false,
    migrationsRun: false,
    migrationsTransactionMode: 'each',
    entities: settings.entities,
    migrations: MIGRATIONS,
    extra: {
      query_timeout: settings.queryTimeoutMs,
      keepAlive: true,
      idleTimeoutMillis: 30_000,
    },
  });
}
