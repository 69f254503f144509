import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { EmailModule } from '../email/email.module';
import { ProviderCredentialsModule } from '../provider-credentials/provider-credentials.module';
import { StudentsModule } from '../students/students.module';
import { CrisisAlertMail } from './cases/crisis-alert-mail.service';
import { CrisisAlertsRepository } from './cases/crisis-alerts.repository';
import { CrisisCaseStepsRepository } from './cases/crisis-case-steps.repository';
import { CrisisCasesRepository } from './cases/crisis-cases.repository';
import { CrisisCasesService } from './cases/crisis-cases.service';
import { CrisisEscalation } from './cases/crisis-escalation.service';
import { CrisisReports } from './cases/crisis-reports.service';
import { CrisisDetector } from './detection/crisis-detector';
import { crisisReaderProvider } from './detection/crisis-reader.provider';
import { CrisisWatch } from './watch/crisis-watch';
import { CrisisWatchService } from './watch/crisis-watch.service';
import { PassingWords } from './watch/passing-words.service';
import { WatchedTextsRepository } from './watch/watched-texts.repository';

/** Signs of danger in what students write, and the cases of those in whom they were found. */
@Module({
  imports: [AuditModule, EmailModule, ProviderCredentialsModule, StudentsModule],
  providers: [
    CrisisAlertMail,
    CrisisAlertsRepository,
    CrisisCaseStepsRepository,
    CrisisCasesRepository,
    CrisisCasesService,
    CrisisDetector,
    CrisisEscalation,
    CrisisReports,
    CrisisWatch,
    CrisisWatchService,
    PassingWords,
    WatchedTextsRepository,
    crisisReaderProvider,
  ],
  exports: [CrisisCasesService, CrisisDetector, CrisisReports, CrisisWatch, PassingWords],
})
export class CrisisModule {}
