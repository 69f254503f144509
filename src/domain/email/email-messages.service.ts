import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole, isPlatformAdmin } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type { EmailStatus } from './email';
import { EmailNotCancellable, EmailNotFound, EmailNotSent, MayNotSendEmail } from './email.errors';
import type { EmailMessage } from './email-message';
import { EmailMessagesRepository } from './email-messages.repository';
import { SuppressionsRepository } from './suppressions.repository';

/** What became of a mail, as somebody reports it. */
export interface DeliveryReport {
  readonly outcome: 'delivered' | 'bounced';
  /** Whether the address will never work: then it gets no further mail. */
  readonly isPermanent: boolean;
}

/** Mails after they were queued: coaches see those that they sent, platform admins all. */
@Injectable()
export class EmailMessagesService {
  constructor(
    private readonly database: Database,
    private readonly messages: EmailMessagesRepository,
    private readonly suppressions: SuppressionsRepository,
    private readonly audit: AuditService,
  ) {}

  /** @throws EmailNotFound also for one of somebody else's. */
  async get(actor: Actor, id: string): Promise<EmailMessage> {
    const message = await this.messages.find(id, sightOf(actor));
    if (message === null) throw new EmailNotFound();
    await this.note(actor, 'email.read', [id]);
    return message;
  }

  /** The newest first. */
  async list(actor: Actor, status: EmailStatus | null, slice: Slice): Promise<Page<EmailMessage>> {
    const page = await this.messages.list({ senderId: sightOf(actor), status }, slice);
    if (page.items.length > 0) {
      await this.note(
        actor,
        'email.list',
        page.items.map(({ id }) => id),
      );
    }
    return page;
  }

  /**
   * Takes a mail out of the queue.
   *
   * @throws EmailNotFound
   * @throws EmailNotCancellable when it is on its way, sent or cancelled.
   */
  cancel(actor: Actor, id: string): Promise<EmailMessage> {
    return this.database.transaction(async () => {
      const message = await this.find(actor, id);
      if (!(await this.messages.cancel(id))) throw new EmailNotCancellable(message.status);
      await this.note(actor, 'email.cancel', [id]);
      return this.find(actor, id);
    });
  }

  /**
   * Notes what the mail's server told the operator later. For platform admins.
   *
   * @throws EmailNotFound
   * @throws EmailNotSent
   */
  report(actor: Actor, id: string, report: DeliveryReport): Promise<EmailMessage> {
    if (!isPlatformAdmin(actor)) throw new MayNotSendEmail('Only platform admins report delivery.');
    return this.database.transaction(async () => {
      const message = await this.find(actor, id);
      if (!(await this.messages.noteDelivery(id, report.outcome))) {
        throw new EmailNotSent(message.status);
      }
      if (report.outcome === 'bounced' && report.isPermanent) {
        await this.suppressions.addForMessage(id);
      }
      await this.note(actor, `email.${report.outcome}`, [id]);
      return this.find(actor, id);
    });
  }

  private async find(actor: Actor, id: string): Promise<EmailMessage> {
    const message = await this.messages.find(id, sightOf(actor));
    if (message === null) throw new EmailNotFound();
    return message;
  }

  private note(actor: Actor, action: string, ids: readonly string[]): Promise<void> {
    return this.audit.record({ actor, action, subjectType: 'email', subjectIds: ids });
  }
}

/** Whose mails the actor sees: null for everybody's. @throws MayNotSendEmail */
function sightOf(actor: Actor): number | null {
  if (isPlatformAdmin(actor)) return null;
  if (holdsRole(actor, 'COACH')) return actor.userId;
  throw new MayNotSendEmail('Only coaches and platform admins send e-mail.');
}
