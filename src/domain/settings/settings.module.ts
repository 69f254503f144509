import { Global, Module } from '@nestjs/common';
import { MAIL_SETTINGS } from '../../platform/mail/mail-settings';
import { AuditModule } from '../audit/audit.module';
import { UsersModule } from '../users/users.module';
import { SettingSecrets } from './setting-secrets';
import { SettingsAdministrationService } from './settings-administration.service';
import { SettingsMail } from './settings-mail';
import { SettingsWriter } from './settings-writer';
import { SettingsRepository } from './settings.repository';
import { Settings } from './settings.service';
import { TestMailService } from './test-mail.service';

/**
 * Settings that act without a restart. Global, because it also answers the platform, which knows no
 * feature and cannot import one.
 */
@Global()
@Module({
  imports: [AuditModule, UsersModule],
  providers: [
    SettingSecrets,
    Settings,
    SettingsAdministrationService,
    SettingsMail,
    SettingsRepository,
    SettingsWriter,
    TestMailService,
    { provide: MAIL_SETTINGS, useExisting: SettingsMail },
  ],
  exports: [
    MAIL_SETTINGS,
    SettingSecrets,
    Settings,
    SettingsAdministrationService,
    TestMailService,
  ],
})
export class SettingsModule {}
