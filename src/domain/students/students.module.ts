import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { StudentAccess } from './student-access';
import { StudentAccessRepository } from './student-access.repository';
import { StudentRecordsRepository } from './student-records.repository';
import { StudentRecordsService } from './student-records.service';

@Module({
  imports: [AuditModule],
  providers: [
    StudentAccess,
    StudentAccessRepository,
    StudentRecordsRepository,
    StudentRecordsService,
  ],
  exports: [StudentAccess, StudentRecordsService],
})
export class StudentsModule {}
