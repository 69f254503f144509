import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DataSourceOptions } from 'typeorm';
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
import { ModelMeter } from './llm/metered-language-model';
import { LiveMailer } from './mail/live-mailer';
import { MAILER } from './mail/mailer';
import { MetricsServer } from './metrics/metrics-server';
import { MetricsModule } from './metrics/metrics.module';
import { PlatformMetrics } from './metrics/platform-metrics';
import { NetworkPolicy } from './network/network-policy';
import { QueueModule } from './queue/queue.module';
import { createFailureLimiter, createRateLimits } from './rate-limit/create-rate-limits';
import { FAILURE_LIMITER, type FailureLimiter } from './rate-limit/failure-limiter';
import { RateLimitPruning } from './rate-limit/rate-limit-pruning';
import { RATE_LIMIT_STORAGE, type RateLimitStorage } from './rate-limit/rate-limit-storage';
import { createScanner } from './scanning/create-scanner';
import { SCANNER } from './scanning/scanner';
import { Departure } from './shutdown/departure';
import { Spool } from './spool/spool';
import { StripeBilling } from './stripe/stripe-billing';
import { StripeConnection } from './stripe/stripe-connection';
import { StripeRecords } from './stripe/stripe-records';
import { StripeSignatures } from './stripe/stripe-signatures';
import { createFileStorage } from './storage/create-file-storage';
import { FILE_STORAGE } from './storage/storage';

/** Every outside technology, each chosen here from configuration and nowhere else. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(RATE_LIMIT_STORAGE) private readonly rateLimits: RateLimitStorage | null,
    @Inject(FAILURE_LIMITER) private readonly failures: FailureLimiter,
  ) {}

  static forRoot(
    configuration: Configuration,
    databaseUrl: string,
    entities: NonNullable<DataSourceOptions['entities']>,
  ): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        MetricsModule,
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
        Departure,
        PasswordHasher,
        HealthService,
        HostMetrics,
        MetricsServer,
        ModelMeter,
        PlatformMetrics,
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
        {
          provide: FAILURE_LIMITER,
          useFactory: () => createFailureLimiter(configuration, databaseUrl),
        },
        { provide: MAILER, useClass: LiveMailer },
        RateLimitPruning,
        {
          provide: RATE_LIMIT_STORAGE,
          useFactory: () => createRateLimits(configuration, databaseUrl),
        },
      ],
      exports: [
        Departure,
        PasswordHasher,
        HealthService,
        HostMetrics,
        ModelMeter,
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
        RATE_LIMIT_STORAGE,
        FILE_STORAGE,
        SCANNER,
        MAILER,
        NetworkPolicy,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.rateLimits?.close(), this.failures.close()]);
  }
}
