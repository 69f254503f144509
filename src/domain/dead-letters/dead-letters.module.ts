import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { DeadLetters } from './dead-letters.service';

/** Jobs that failed for good, for those who run the installation. */
@Module({ imports: [AuditModule], providers: [DeadLetters], exports: [DeadLetters] })
export class DeadLettersModule {}
