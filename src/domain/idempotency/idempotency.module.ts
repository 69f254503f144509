import { Module } from '@nestjs/common';
import { IdempotencyRepository } from './idempotency.repository';
import { Idempotency } from './idempotency.service';

/** Requests that are carried out once, however often they come. */
@Module({
  providers: [Idempotency, IdempotencyRepository],
  exports: [Idempotency],
})
export class IdempotencyModule {}
