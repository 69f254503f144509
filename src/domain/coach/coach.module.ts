import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { CrisisModule } from '../crisis/crisis.module';
import { EmailModule } from '../email/email.module';
import { StudentsModule } from '../students/students.module';
import { BriefRepository } from './brief/brief.repository';
import { BriefService } from './brief/brief.service';
import { CaseloadRepository } from './caseload.repository';
import { CaseloadService } from './caseload.service';
import { CoachLinksRepository } from './coach-links.repository';
import { CoachLinksService } from './coach-links.service';
import { InvitationMail } from './invitation-mail.service';
import { InvitationsRepository } from './invitations.repository';
import { InvitationsService } from './invitations.service';
import { SessionTasksRepository } from './session-tasks.repository';
import { SessionWriter } from './session-writer';
import { SessionsRepository } from './sessions.repository';
import { SessionsService } from './sessions.service';

/** Who coaches whom, and what they do together. */
@Module({
  imports: [AuditModule, CrisisModule, EmailModule, StudentsModule],
  providers: [
    BriefRepository,
    BriefService,
    CaseloadRepository,
    CaseloadService,
    CoachLinksRepository,
    CoachLinksService,
    InvitationMail,
    InvitationsRepository,
    InvitationsService,
    SessionTasksRepository,
    SessionWriter,
    SessionsRepository,
    SessionsService,
  ],
  exports: [BriefService, CaseloadService, CoachLinksService, InvitationsService, SessionsService],
})
export class CoachModule {}
