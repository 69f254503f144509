import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { DomainError } from '../../kernel/errors';
import { MAILER, type Mailer } from '../../platform/mail/mailer';
import { AuditService } from '../audit/audit.service';
import { UsersService } from '../users/users.service';
import { SettingsNotAllowed, TestMailFailed } from './settings.errors';
import { Settings } from './settings.service';

/** Sends a mail to whoever set the mail server, to see whether it arrives. */
@Injectable()
export class TestMailService {
  constructor(
    private readonly users: UsersService,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    @Inject(MAILER) private readonly mailer: Mailer,
  ) {}

  /**
   * Sends a mail to the actor's own address, now. The address.
   *
   * @throws SettingsNotAllowed
   * @throws TestMailFailed saying why.
   */
  async send(actor: Actor): Promise<string> {
    if (!isPlatformAdmin(actor)) throw new SettingsNotAllowed();
    const { email } = await this.users.getSelf(actor);
    await this.audit.record({
      actor,
      action: 'settings.test_mail',
      subjectType: 'settings',
      subjectIds: ['email'],
    });
    await this.settings.refresh();
    const { organisation_name: organisation } = await this.settings.current('general');
    try {
      await this.mailer.send({
        key: `test-mail-${randomUUID()}`,
        to: email,
        subject: `A test mail from ${organisation}`,
        text: 'This mail was sent to try the mail server of the settings. It works.\n',
      });
    } catch (error) {
      if (error instanceof DomainError) throw new TestMailFailed(error);
      throw error;
    }
    return email;
  }
}
