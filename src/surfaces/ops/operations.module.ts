import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';

/** What operators and their tools call. */
@Module({ controllers: [HealthController] })
export class OperationsModule {}
