import { Module } from '@nestjs/common';
import { Mailbox } from '../../platform/mail/mailbox';
import { AccountTokensModule } from '../auth/account-tokens.module';
import { AuditModule } from '../audit/audit.module';
import { Digests } from './digests/digests.service';
import { DigestsRepository } from './digests/digests.repository';
import { EmailComposer } from './email-composer.service';
import { EmailDispatchRepository } from './email-dispatch.repository';
import { EmailDispatch } from './email-dispatch.service';
import { EmailLinks } from './email-links.service';
import { EmailMessagesRepository } from './email-messages.repository';
import { EmailMessagesService } from './email-messages.service';
import { EmailPersonalData } from './email-personal-data';
import { EmailPersonalDataRepository } from './email-personal-data.repository';
import { EmailPreferencesService } from './email-preferences.service';
import { EmailQueueRepository } from './email-queue.repository';
import { EmailRecipientsRepository } from './email-recipients.repository';
import { EmailRefusalsRepository } from './email-refusals.repository';
import { EmailSending } from './email-sending.service';
import { OutgoingEmails } from './outgoing-emails.service';
import { SuppressionsRepository } from './suppressions.repository';
import { Suppressions } from './suppressions.service';
import { EmailTemplates } from './templates/email-templates.service';
import { TemplateVersionsRepository } from './templates/template-versions.repository';
import { TemplateWordings } from './templates/template-wordings';
import { UnsubscribeTokens } from './unsubscribe-tokens';

/** Mail that goes out: its queue, its words, and who wants it. */
@Module({
  imports: [AccountTokensModule, AuditModule],
  providers: [
    Digests,
    DigestsRepository,
    EmailComposer,
    EmailDispatch,
    EmailDispatchRepository,
    EmailLinks,
    EmailMessagesRepository,
    EmailMessagesService,
    EmailPersonalData,
    EmailPersonalDataRepository,
    EmailPreferencesService,
    EmailQueueRepository,
    EmailRecipientsRepository,
    EmailRefusalsRepository,
    EmailSending,
    EmailTemplates,
    Mailbox,
    OutgoingEmails,
    Suppressions,
    SuppressionsRepository,
    TemplateVersionsRepository,
    TemplateWordings,
    UnsubscribeTokens,
  ],
  exports: [
    EmailLinks,
    EmailMessagesService,
    EmailPersonalData,
    EmailPreferencesService,
    EmailSending,
    EmailTemplates,
    OutgoingEmails,
    Suppressions,
  ],
})
export class EmailModule {}
