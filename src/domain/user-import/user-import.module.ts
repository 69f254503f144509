import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { EmailModule } from '../email/email.module';
import { ImportBatches } from './import-batches';
import { ImportFilesRepository } from './import-files.repository';
import { ImportedPeopleRepository } from './imported-people.repository';
import { UserImportRunner } from './user-import-runner';
import { UserImportsRepository } from './user-imports.repository';
import { UserImportsService } from './user-imports.service';

/** People who get an account from a file, and an invitation instead of a password. */
@Module({
  imports: [AuditModule, EmailModule],
  providers: [
    ImportBatches,
    ImportFilesRepository,
    ImportedPeopleRepository,
    UserImportRunner,
    UserImportsRepository,
    UserImportsService,
  ],
  exports: [UserImportsService],
})
export class UserImportModule {}
