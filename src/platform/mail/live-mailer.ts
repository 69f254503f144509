import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CONFIGURATION, type Configuration } from '../config/configuration';
import { type Counter, Metrics } from '../metrics/metrics';
import { NetworkPolicy } from '../network/network-policy';
import { FolderMailer } from './folder-mailer';
import { MailComposer } from './mail-composer';
import type { MailDriver } from './mail-driver';
import {
  MAIL_SETTINGS,
  type MailSettings,
  type MailSettingsNow,
  type SmtpServer,
} from './mail-settings';
import type { Mail, Mailer } from './mailer';
import { SmtpMailer } from './smtp-mailer';

/** Sends each mail as the settings of that moment say: over SMTP, or into the mailbox folder. */
@Injectable()
export class LiveMailer implements Mailer, OnModuleDestroy {
  private readonly composer: MailComposer;
  private readonly name: string;
  private readonly outcomes: Counter<'outcome'>;
  private present: { readonly server: SmtpServer | null; readonly driver: MailDriver } | null =
    null;

  constructor(
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly network: NetworkPolicy,
    metrics: Metrics,
  ) {
    this.name = new URL(configuration.http.publicUrl).hostname;
    this.composer = new MailComposer(this.name);
    this.outcomes = metrics.counter(
      { name: 'trellis_mails_total', help: 'Mails handed to the mail server, or not.' },
      ['outcome'],
    );
  }

  async send(mail: Mail): Promise<void> {
    let outcome = 'failed';
    try {
      const now = await this.settings.current();
      await this.driverFor(now).deliver(await this.composer.compose(mail, now));
      outcome = 'sent';
    } finally {
      this.outcomes.inc({ outcome });
    }
  }

  async probe(): Promise<void> {
    await this.driverFor(await this.settings.current()).probe();
  }

  onModuleDestroy(): void {
    this.present?.driver.close();
  }

  /** The same driver, with its connections and its breaker, until another server is set. */
  private driverFor({ server }: MailSettingsNow): MailDriver {
    if (this.present === null || !isDeepStrictEqual(this.present.server, server)) {
      this.present?.driver.close();
      this.present = { server, driver: this.createDriver(server) };
    }
    return this.present.driver;
  }

  private createDriver(server: SmtpServer | null): MailDriver {
    return server === null
      ? new FolderMailer(join(this.configuration.dataFolder, 'mailbox'))
      : new SmtpMailer({
          server,
          network: this.network,
          name: this.name,
          timeoutMs: this.configuration.mail.deadlineMs,
        });
  }
}
