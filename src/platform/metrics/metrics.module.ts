import { Global, Module } from '@nestjs/common';
import { Metrics } from './metrics';

/** The figures of this process, for everybody who has one to tell. */
@Global()
@Module({ providers: [Metrics], exports: [Metrics] })
export class MetricsModule {}
