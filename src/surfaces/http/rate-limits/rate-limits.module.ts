import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { EntitlementsModule } from '../../../domain/entitlements/entitlements.module';
import {
  RATE_LIMIT_STORAGE,
  type RateLimitStorage,
} from '../../../platform/rate-limit/rate-limit-storage';
import { KnownCallers } from './known-callers';
import { RateLimitGuard } from './rate-limit.guard';
import { RequestLimiter } from './request-limiter';
import { ThrottlerBuckets } from './throttler-buckets';

/** The limits of every surface. What they are stands in the surfaces' own policies. */
@Module({
  imports: [
    EntitlementsModule,
    ThrottlerModule.forRootAsync({
      inject: [RATE_LIMIT_STORAGE],
      useFactory: (storage: RateLimitStorage | null) => ({
        // One, so that the guard is asked once; the limits themselves come from the policies.
        throttlers: [{ name: 'body', limit: 1, ttl: 1_000 }],
        storage: new ThrottlerBuckets(storage),
        setHeaders: false,
      }),
    }),
  ],
  providers: [KnownCallers, RequestLimiter, { provide: APP_GUARD, useClass: RateLimitGuard }],
  exports: [RequestLimiter],
})
export class RateLimitsModule {}
