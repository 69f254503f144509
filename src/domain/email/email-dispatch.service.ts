import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { MailRefused } from '../../platform/mail/mail.errors';
import { MAILER, type Mailer } from '../../platform/mail/mailer';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { isHardBounce } from './bounce';
import { EmailComposer } from './email-composer.service';
import { EmailDispatchRepository, type DueEmail } from './email-dispatch.repository';
import { SEND_DUE_EMAILS } from './email.jobs';
import { EmailUnwritable } from './email.errors';
import { pauseBeforeRetry } from './retry-pause';
import { SuppressionsRepository } from './suppressions.repository';

/** Mails that one run takes at a time, and of these, how many it sends side by side. */
const BATCH = 20;
const SIDE_BY_SIDE = 4;
const MOST_ATTEMPTS = 12;

/** Tries and pause in milliseconds for the note that a mail is sent: without it, it is sent again. */
const NOTE_ATTEMPTS = 5;
const NOTE_PAUSE_MS = 500;

/**
 * Carries mails from the queue to the mailer. A row is marked as being sent, and that is committed,
 * before the mailer sees it: no two runs send one mail. Only when a process dies between the
 * mailer's taking the mail and the note of it is the mail sent again, as the same message.
 */
@Injectable()
export class EmailDispatch implements OnModuleDestroy {
  private readonly logger = new Logger(EmailDispatch.name);
  private isRunning = false;
  private isAskedAgain = false;
  private isStopping = false;

  constructor(
    private readonly queued: EmailDispatchRepository,
    private readonly composer: EmailComposer,
    private readonly suppressions: SuppressionsRepository,
    @Inject(MAILER) private readonly mailer: Mailer,
  ) {}

  /** Sends what is due. While a run goes on here, a further call makes it look once more. */
  @OnJob(SEND_DUE_EMAILS)
  async sendDue(): Promise<void> {
    this.isAskedAgain = true;
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      while (this.isAskedAgain) {
        this.isAskedAgain = false;
        await this.queued.recover(MOST_ATTEMPTS);
        while (await this.sendBatch());
      }
    } finally {
      this.isRunning = false;
    }
  }

  /** What is being sent is finished; what waits is left to others. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  private async sendBatch(): Promise<boolean> {
    const { claim, ids } = await this.queued.claim(BATCH);
    const waiting = [...ids];
    let awaySeconds: number | null = null;
    const sendOnwards = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        if (awaySeconds !== null || this.isStopping) return;
        awaySeconds = (await this.sendOne(id, claim)) ?? awaySeconds;
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, sendOnwards));
    if (awaySeconds === null && !this.isStopping) return ids.length === BATCH;
    await this.queued.release(claim, awaySeconds ?? 0);
    return false;
  }

  /** Sends one mail. @returns for how many seconds the mailer wants to be left alone, if it does. */
  private async sendOne(id: string, claim: string): Promise<number | null> {
    const due = await this.queued.begin(id, claim);
    if (due === null) return null;
    let templateVersion: number | null;
    try {
      const composed = await this.composer.compose(due);
      if ('unwanted' in composed) {
        await this.queued.finish(id, claim, { status: 'suppressed', error: composed.unwanted });
        return null;
      }
      await this.mailer.send(composed.mail);
      ({ templateVersion } = composed);
    } catch (error) {
      return this.handleFailure(due, claim, error);
    }
    await this.noteSent(id, claim, templateVersion);
    return null;
  }

  private async noteSent(id: string, claim: string, templateVersion: number | null): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.queued.finish(id, claim, { status: 'sent', templateVersion });
      } catch (error) {
        if (attempt === NOTE_ATTEMPTS) throw error;
        await sleep(NOTE_PAUSE_MS * attempt);
      }
    }
  }

  private async handleFailure(
    due: DueEmail,
    claim: string,
    error: unknown,
  ): Promise<number | null> {
    const code = error instanceof DomainError ? error.code : 'internal_error';
    this.logger.warn(`Mail ${due.id} was not sent, try ${due.attempts}: ${code}`);
    if (error instanceof MailRefused) {
      await this.queued.finish(due.id, claim, { status: 'bounced', error: code });
      if (isHardBounce(error.reply)) await this.suppressions.addForMessage(due.id);
      return null;
    }
    if (error instanceof EmailUnwritable) {
      await this.queued.finish(due.id, claim, { status: 'failed', error: code });
      return null;
    }
    const awaySeconds = error instanceof DomainError ? error.retryAfterSeconds : undefined;
    if (awaySeconds !== undefined) {
      await this.queued.postpone(due.id, claim, awaySeconds, code, false);
      return awaySeconds;
    }
    if (due.attempts >= MOST_ATTEMPTS) {
      await this.queued.finish(due.id, claim, { status: 'failed', error: code });
    } else {
      await this.queued.postpone(due.id, claim, pauseBeforeRetry(due.attempts), code, true);
    }
    return null;
  }
}
