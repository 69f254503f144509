import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { OutgoingEmails } from '../email/outgoing-emails.service';
import type { StoredNotification } from './notification';
import { NotificationMailRepository } from './notification-mail.repository';
import { sentenceInMail } from './notification-sentence';
import { MAIL_UNREAD_NOTIFICATIONS } from './notifications.jobs';

const BATCH = 200;
/** A mail shows so many; it says how many there are more. */
const MOST_IN_MAIL = 10;

/**
 * Mails what people want by mail and have not read in the product: one mail for all that a person
 * has waiting. Whether the person wants such mail at all, and whether the address is any good, the
 * e-mail feature asks when it sends.
 */
@Injectable()
export class NotificationMail {
  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationMailRepository,
    private readonly emails: OutgoingEmails,
  ) {}

  /** May run twice, also at once: whoever takes a notification mails it. */
  @OnJob(MAIL_UNREAD_NOTIFICATIONS)
  async mail(): Promise<void> {
    while ((await this.mailSome()) === BATCH);
  }

  private mailSome(): Promise<number> {
    return this.database.transaction(async () => {
      const due = await this.notifications.takeDue(BATCH);
      if (due.length === 0) return 0;
      const told = Map.groupBy(await this.notifications.listToMail(due), ({ userId }) => userId);
      const mails = [...told].map(([userId, waiting]) => ({
        key: `notifications-${waiting[0]?.id}`,
        userId,
        variables: variablesOf(waiting),
      }));
      if (mails.length > 0) await this.emails.queueMany('notifications', mails);
      return due.length;
    });
  }
}

function variablesOf(waiting: readonly StoredNotification[]) {
  const sentences = waiting.slice(-MOST_IN_MAIL).map(sentenceInMail);
  return { sentences, count: waiting.length, more: waiting.length - sentences.length };
}
