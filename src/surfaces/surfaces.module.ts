import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AccessModule } from './access.module';
import { CoachingModule } from './coaching/coaching.module';
import { DeveloperModule } from './developer/developer.module';
import { ErrorFilter } from './http/error.filter';
import { RateLimitsModule } from './http/rate-limits/rate-limits.module';
import { RouteTable } from './http/route-table';
import { RequestValidationPipe } from './http/validation.pipe';
import { LearningModule } from './learning/learning.module';
import { OperationsModule } from './ops/operations.module';
import { RealtimeModule } from './realtime/realtime.module';

/** Every public contract, and what they share. A worker runs without it. */
@Module({
  imports: [
    AccessModule,
    RateLimitsModule,
    LearningModule,
    CoachingModule,
    DeveloperModule,
    OperationsModule,
    RealtimeModule,
  ],
  providers: [
    RouteTable,
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_PIPE, useClass: RequestValidationPipe },
  ],
})
export class SurfacesModule {}
