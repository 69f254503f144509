import { Module } from '@nestjs/common';
import { AccountTokensModule } from '../auth/account-tokens.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { DocumentPersonalData } from '../documents/document-personal-data';
import { DocumentsModule } from '../documents/documents.module';
import { EmailPersonalData } from '../email/email-personal-data';
import { EmailModule } from '../email/email.module';
import { PaymentPersonalData } from '../payment/payment-personal-data';
import { PaymentModule } from '../payment/payment.module';
import { UsersModule } from '../users/users.module';
import { AccessLogRepository } from './access-log/access-log.repository';
import { AccessLogService } from './access-log/access-log.service';
import { ConsentWithdrawal } from './consent/consent-withdrawal.service';
import { GuardianConsentsService } from './consent/guardian-consents.service';
import { GuardianMails } from './consent/guardian-mails.service';
import { UnansweredConsents } from './consent/unanswered-consents.service';
import { AccountEraser } from './erasure/account-eraser';
import { DueErasures } from './erasure/due-erasures.service';
import { Eraser } from './erasure/eraser';
import { ErasuresRepository } from './erasure/erasures.repository';
import { ErasuresService } from './erasure/erasures.service';
import { OutsideEraser } from './erasure/outside-eraser';
import { OwnErasure } from './erasure/own-erasure.service';
import { Parting } from './erasure/parting.service';
import { QueueEraser } from './erasure/queue-eraser';
import { DataExportsRepository } from './exports/data-exports.repository';
import { DataExportsService } from './exports/data-exports.service';
import { DownloadLinks } from './exports/download-links';
import { ExportArchives } from './exports/export-archives.service';
import { ExportContents } from './exports/export-contents.service';
import { ExportDownloads } from './exports/export-downloads.service';
import { ExportEnding } from './exports/export-ending.service';
import { ExportMaker } from './exports/export-maker';
import { PersonalRowsRepository } from './map/personal-rows.repository';
import { PeopleRepository } from './people.repository';
import type { PersonalDataHolder } from './personal-data-holder';
import { PERSONAL_DATA_HOLDERS, type PersonalDataHolders } from './personal-data-holders';
import { PrivacyOverviewService } from './privacy-overview.service';
import { RetentionPeriods } from './retention/retention-periods';
import { RetentionRepository } from './retention/retention.repository';
import { RetentionService } from './retention/retention.service';

/** What people may ask about their own data, and how it grows old. */
@Module({
  imports: [
    AccountTokensModule,
    AuditModule,
    AuthModule,
    DocumentsModule,
    EmailModule,
    PaymentModule,
    UsersModule,
  ],
  providers: [
    AccessLogRepository,
    AccessLogService,
    AccountEraser,
    ConsentWithdrawal,
    DataExportsRepository,
    DataExportsService,
    DownloadLinks,
    DueErasures,
    Eraser,
    ErasuresRepository,
    ErasuresService,
    ExportArchives,
    ExportContents,
    ExportDownloads,
    ExportEnding,
    ExportMaker,
    GuardianConsentsService,
    GuardianMails,
    OutsideEraser,
    OwnErasure,
    Parting,
    PeopleRepository,
    PersonalRowsRepository,
    PrivacyOverviewService,
    QueueEraser,
    RetentionPeriods,
    RetentionRepository,
    RetentionService,
    UnansweredConsents,
    {
      provide: PERSONAL_DATA_HOLDERS,
      inject: [DocumentPersonalData, EmailPersonalData, PaymentPersonalData],
      useFactory: (...holders: PersonalDataHolder[]): PersonalDataHolders => holders,
    },
  ],
  exports: [
    AccessLogService,
    DataExportsService,
    ErasuresService,
    ExportDownloads,
    GuardianConsentsService,
    OwnErasure,
    PrivacyOverviewService,
  ],
})
export class PrivacyModule {}
