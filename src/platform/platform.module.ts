import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DataSourceOptions } from 'typeorm';
import { systemClock } from '../kernel/clock';
import { CONFIGURATION, type Configuration } from './config/configuration';
import { AccessTokens } from './crypto/access-tokens';
import { PasswordHasher } from './crypto/password-hasher';
import { SecretBox } from './crypto/secret-box';
import { DatabaseModule } from './database/database.module';
import { HealthService } from './health/health.service';
import { loggerOptions } from './log/logger-options';
import { FolderMailer } from './mail/folder-mailer';
import { MAILER } from './mail/mailer';
import { QueueModule } from './queue/queue.module';
import { FAILURE_LIMITER } from './rate-limit/failure-limiter';
import { MemoryFailureLimiter } from './rate-limit/memory-failure-limiter';
import { Spool } from './spool/spool';

/** Every outside technology, each chosen here from configuration and nowhere else. */
@Module({})
export class PlatformModule {
  static forRoot(
    configuration: Configuration,
    databaseUrl: string,
    entities: NonNullable<DataSourceOptions['entities']>,
  ): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        LoggerModule.forRoot(loggerOptions(configuration)),
        DatabaseModule.forRoot({
          url: databaseUrl,
          poolSize: configuration.database.poolSize,
          queryTimeoutMs: configuration.database.queryTimeoutMs,
          entities,
        }),
        QueueModule.forRoot({ databaseUrl, redisUrl: configuration.redisUrl }),
      ],
      providers: [
        PasswordHasher,
        HealthService,
        Spool,
        { provide: CONFIGURATION, useValue: configuration },
        { provide: SecretBox, useValue: new SecretBox(configuration.encryption.keys) },
        {
          provide: AccessTokens,
          useValue: new AccessTokens(
            configuration.auth.secret,
            configuration.auth.accessTokenSeconds,
          ),
        },
        { provide: FAILURE_LIMITER, useValue: new MemoryFailureLimiter(systemClock) },
        {
          provide: MAILER,
          useValue: new FolderMailer(
            join(configuration.dataFolder, 'mailbox'),
            configuration.mail.from,
          ),
        },
      ],
      exports: [
        PasswordHasher,
        HealthService,
        Spool,
        CONFIGURATION,
        AccessTokens,
        SecretBox,
        FAILURE_LIMITER,
        MAILER,
      ],
    };
  }
}
