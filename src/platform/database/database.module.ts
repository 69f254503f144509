import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ClsPluginTransactional } from '@nestjs-cls/transactional';
import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { ClsModule } from 'nestjs-cls';
import type { DataSource } from 'typeorm';
import { createDataSource, type DataSourceSettings } from './data-source';
import { Database } from './database';

const DATA_SOURCE = Symbol('data source');

@Module({})
class DataSourceModule {
  static forRoot(settings: DataSourceSettings): DynamicModule {
    return {
      module: DataSourceModule,
      providers: [
        { provide: DATA_SOURCE, useFactory: () => createDataSource(settings).initialize() },
      ],
      exports: [DATA_SOURCE],
    };
  }
}

/** The database for every feature. Wait for PostgreSQL before building this module. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATA_SOURCE) private readonly dataSource: DataSource) {}

  static forRoot(settings: DataSourceSettings): DynamicModule {
    const dataSource = DataSourceModule.forRoot(settings);
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        dataSource,
        ClsModule.forRoot({
          global: true,
          plugins: [
            new ClsPluginTransactional({
              imports: [dataSource],
              adapter: new TransactionalAdapterTypeOrm({ dataSourceToken: DATA_SOURCE }),
            }),
          ],
        }),
      ],
      providers: [Database],
      exports: [Database],
    };
  }

  /** After everything that may still write has stopped. */
  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
