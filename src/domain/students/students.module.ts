import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { StudentAccess } from './student-access';
import { StudentAccessRepository } from './student-access.repository';
import { StudentEntriesRepository } from './student-entries.repository';
import { StudentEntriesService } from './student-entries.service';
import { StudentFactsService } from './student-facts.service';
import { StudentRecordReader } from './student-record-reader';
import { StudentRecordsRepository } from './student-records.repository';
import { StudentRecordsService } from './student-records.service';

@Module({
  imports: [AuditModule],
  providers: [
    StudentAccess,
    StudentAccessRepository,
    StudentEntriesRepository,
    StudentEntriesService,
    StudentFactsService,
    StudentRecordReader,
    StudentRecordsRepository,
    StudentRecordsService,
  ],
  exports: [
    StudentAccess,
    StudentEntriesService,
    StudentFactsService,
    StudentRecordReader,
    StudentRecordsService,
  ],
})
export class StudentsModule {}
