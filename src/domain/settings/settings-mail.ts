import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import type { MailSettings, MailSettingsNow } from '../../platform/mail/mail-settings';
import { beginsWithTls } from './email.settings';
import type { SettingsOf } from './setting-categories';
import { Settings } from './settings.service';

/** How mails are sent, as the settings of this moment say. */
@Injectable()
export class SettingsMail implements MailSettings {
  constructor(
    private readonly settings: Settings,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async current(): Promise<MailSettingsNow> {
    const email = await this.settings.current('email');
    return {
      server: this.serverOf(email),
      from: { name: email.from_name ?? '', address: email.from_email },
      replyTo: email.reply_to,
    };
  }

  private serverOf(email: SettingsOf<'email'>): MailSettingsNow['server'] {
    const { smtp_host: host, smtp_port: port, smtp_user: user, smtp_password: password } = email;
    if (host === null) return null;
    const configured = this.configuration.mail.smtp;
    return {
      host,
      port,
      secure: beginsWithTls(email),
      credentials: user === null || password === null ? null : { user, password },
      isTrusted: configured?.host === host && configured.port === port,
    };
  }
}
