import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AuthModule } from '../domain/auth/auth.module';
import { AccessTokenStrategy } from './access-token.strategy';
import { CoachingModule } from './coaching/coaching.module';
import { coaching } from './coaching/coaching.surface';
import { DeveloperModule } from './developer/developer.module';
import { developer } from './developer/developer.surface';
import { ErrorFilter, SURFACES, type SurfaceList } from './http/error.filter';
import { RouteTable } from './http/route-table';
import { RequestValidationPipe } from './http/validation.pipe';
import { LearningModule } from './learning/learning.module';
import { learning } from './learning/learning.surface';
import { OperationsModule } from './ops/operations.module';
import { operations } from './ops/operations.surface';

const surfaces: SurfaceList = { all: [learning, coaching, developer], fallback: operations };

/** Every public contract, and what they share. A worker runs without it. */
@Module({
  imports: [
    PassportModule,
    AuthModule,
    LearningModule,
    CoachingModule,
    DeveloperModule,
    OperationsModule,
  ],
  providers: [
    AccessTokenStrategy,
    RouteTable,
    { provide: SURFACES, useValue: surfaces },
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_PIPE, useClass: RequestValidationPipe },
  ],
})
export class SurfacesModule {}
