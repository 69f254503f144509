import { type DynamicModule, Module } from '@nestjs/common';
import { DomainModule } from './domain/domain.module';
import { ENTITIES } from './domain/entities';
import type { Configuration } from './platform/config/configuration';
import { PlatformModule } from './platform/platform.module';
import { SurfacesModule } from './surfaces/surfaces.module';

/** The application; a worker is the same without its surfaces. */
@Module({})
export class AppModule {
  static forRoot(
    configuration: Configuration,
    databaseUrl: string,
    parts: { surfaces: boolean },
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(configuration, databaseUrl, ENTITIES),
        DomainModule,
        ...(parts.surfaces ? [SurfacesModule] : []),
      ],
    };
  }
}
