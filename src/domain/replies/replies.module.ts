import { Module } from '@nestjs/common';
import { HitCounter } from './hit-counter';
import { RepliesRepository } from './replies.repository';

/** The reply tree: see its README. */
@Module({ providers: [HitCounter, RepliesRepository], exports: [HitCounter, RepliesRepository] })
export class RepliesModule {}
