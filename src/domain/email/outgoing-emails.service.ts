import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import type { EmailRecipient, EmailVariables } from './email';
import { EmailQueueRepository } from './email-queue.repository';
import { categoryOf, type EmailTemplateName, priorityOf } from './email-template-name';
import { SEND_DUE_EMAILS } from './email.jobs';

/** A mail to be written from a template. */
interface TemplateEmail {
  /** Names the occasion; a second mail with the same key is the first. At most 200 characters. */
  readonly key: string;
  readonly template: EmailTemplateName;
  readonly to: EmailRecipient;
  /** Another person whom the mail names, or whose account its link is for. */
  readonly about?: number;
  readonly variables?: EmailVariables;
  /** When to send it; at once when absent. */
  readonly sendAt?: Date;
}

/**
 * Where the domain leaves its mail. A mail is a row written in the transaction that is open around
 * the call, so it goes out exactly when the change that caused it is kept; a job sends it.
 */
@Injectable()
export class OutgoingEmails {
  constructor(
    private readonly database: Database,
    private readonly queued: EmailQueueRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Queues a mail, once for each key. @returns the id of the mail, the first one's when repeated. */
  queue(email: TemplateEmail): Promise<string> {
    return this.database.transaction(async () => {
      const { id, isNew } = await this.queued.insert({
        key: email.key,
        recipient: email.to,
        aboutId: email.about ?? null,
        content: { template: email.template, variables: email.variables ?? {} },
        category: categoryOf(email.template),
        priority: priorityOf(email.template),
        sendAt: email.sendAt ?? null,
        senderId: null,
      });
      if (isNew) await this.outbox.enqueue(SEND_DUE_EMAILS, {});
      return id;
    });
  }

  /**
   * Queues a mail to whoever has this address, if anybody has. It does the same work in either
   * case, so that the time taken tells nothing.
   *
   * @param occasion the mail goes out once for each occasion, e.g. a span of minutes.
   */
  async queueForAddress(
    address: string,
    template: EmailTemplateName,
    occasion: string,
  ): Promise<void> {
    await this.database.transaction(async () => {
      await this.queued.insertForAccount(address, {
        template,
        category: categoryOf(template),
        priority: priorityOf(template),
        occasion,
      });
      await this.outbox.enqueue(SEND_DUE_EMAILS, {});
    });
  }

  /** The same mail to many people in one statement. @returns how many of them are new. */
  queueMany(
    template: EmailTemplateName,
    emails: readonly {
      readonly key: string;
      readonly userId: number;
      readonly variables?: EmailVariables;
      /** When to send it; at once when absent. */
      readonly sendAt?: Date;
    }[],
  ): Promise<number> {
    return this.database.transaction(async () => {
      const count = await this.queued.insertMany(
        template,
        categoryOf(template),
        priorityOf(template),
        emails.map(({ key, userId, variables, sendAt }) => ({
          key,
          userId,
          variables: variables ?? {},
          sendAt: sendAt ?? null,
        })),
      );
      const isAnyDue = count > 0 && emails.some(({ sendAt }) => sendAt === undefined);
      if (isAnyDue) await this.outbox.enqueue(SEND_DUE_EMAILS, {});
      return count;
    });
  }
}
