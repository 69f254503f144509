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
import { HostMetrics } from './health/host-metrics';
import { QueueCanary } from './health/queue-canary';
import { ReplyTimes } from './health/reply-times';
import { loggerOptions } from './log/logger-options';
import { LiveMailer } from './mail/live-mailer';
import { MAILER } from './mail/mailer';
import { NetworkPolicy } from './network/network-policy';
import { QueueModule } from './queue/queue.module';
import { FAILURE_LIMITER } from './rate-limit/failure-limiter';
import { MemoryFailureLimiter } from './rate-limit/memory-failure-limiter';
import { createScanner } from './scanning/create-scanner';
import { SCANNER } from './scanning/scanner';
import { Spool } from './spool/spool';
import { StripeBilling } from './stripe/stripe-billing';
import { StripeConnection } from './stripe/stripe-connection';
import { StripeRecords } from './stripe/stripe-records';
import { StripeSignatures } from './stripe/stripe-signatures';
import { createFileStorage } from './storage/create-file-storage';
import { FILE_STORAGE } from './storage/storage';

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
        HostMetrics,
        QueueCanary,
        ReplyTimes,
        Spool,
        StripeBilling,
        StripeConnection,
        StripeRecords,
        StripeSignatures,
        { provide: CONFIGURATION, useValue: configuration },
        { provide: SecretBox, useValue: new SecretBox(configuration.encryption.keys) },
        {
          provide: AccessTokens,
          useValue: new AccessTokens(
            configuration.auth.secret,
            configuration.auth.accessTokenSeconds,
          ),
        },
        { provide: FILE_STORAGE, useFactory: () => createFileStorage(configuration) },
        { provide: SCANNER, useFactory: () => createScanner(configuration) },
        {
          provide: NetworkPolicy,
          useValue: new NetworkPolicy(configuration.network.privateNetworksAllowed),
        },
        { provide: FAILURE_LIMITER, useValue: new MemoryFailureLimiter(systemClock) },
        { provide: MAILER, useClass: LiveMailer },
      ],
      exports: [
        PasswordHasher,
        HealthService,
        HostMetrics,
        QueueCanary,
        ReplyTimes,
        Spool,
        StripeBilling,
        StripeConnection,
        StripeRecords,
        StripeSignatures,
        CONFIGURATION,
        AccessTokens,
        SecretBox,
        FAILURE_LIMITER,
        FILE_STORAGE,
        SCANNER,
        MAILER,
        NetworkPolicy,
      ],
    };
  }
}
