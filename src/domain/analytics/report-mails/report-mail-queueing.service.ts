import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { OutgoingEmails } from '../../email/outgoing-emails.service';
import { ReportingTimeZone } from '../reporting-time-zone';
import { type ReportTable, ReportTables } from '../reports/report-tables.service';
import type { DayRange } from '../rollups/day-range';
import { MAIL_FREQUENCIES, type MailFrequency } from './report-mail';
import { QUEUE_REPORT_MAILS } from './report-mails.jobs';
import { type AddressedReportMail, ReportMailsRepository } from './report-mails.repository';
import { mailedFigures } from './mailed-figures';
import { periodJustOver } from './report-period';

/**
 * Mails each report when its day, week or month is over and it has struck six in the reporting time
 * zone. A worker that was away for long mails the latest period alone, and no period twice.
 */
@Injectable()
export class ReportMailQueueing {
  constructor(
    private readonly database: Database,
    private readonly mails: ReportMailsRepository,
    private readonly reports: ReportTables,
    private readonly emails: OutgoingEmails,
    private readonly timeZone: ReportingTimeZone,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** Queues what is due. */
  @OnJob(QUEUE_REPORT_MAILS)
  async queueDue(): Promise<void> {
    await this.queueAsOf(new Date());
  }

  /**
   * The same as if it were that moment.
   *
   * @throws AggregateError when some report could not be read; the others are queued all the same.
   */
  async queueAsOf(now: Date): Promise<void> {
    await this.mails.deleteOfOthers();
    const timeZone = await this.timeZone.current();
    const faults: unknown[] = [];
    for (const frequency of MAIL_FREQUENCIES) {
      const period = periodJustOver(frequency, now, timeZone);
      faults.push(...(await this.queueAll(frequency, period)));
    }
    if (faults.length > 0) throw new AggregateError(faults, 'Some reports could not be mailed.');
  }

  /** @returns what went wrong. */
  private async queueAll(frequency: MailFrequency, period: DayRange): Promise<unknown[]> {
    const faults: unknown[] = [];
    const read = new Map<string, Promise<ReportTable>>();
    for (const mail of await this.mails.listBehind(frequency, period.to)) {
      const key = `${mail.report} ${mail.courseId}`;
      const report = read.get(key) ?? this.read(mail, period);
      read.set(key, report);
      try {
        await this.queue(mail, period, await report);
      } catch (fault) {
        faults.push(fault);
      }
    }
    return faults;
  }

  private read(mail: AddressedReportMail, days: DayRange): Promise<ReportTable> {
    const { report, courseId } = mail;
    return this.reports.read(actorOf(mail), report, { days, courseId, isCompared: true });
  }

  private async queue(
    mail: AddressedReportMail,
    period: DayRange,
    { rows, timeZone }: ReportTable,
  ): Promise<void> {
    const figures = mailedFigures(rows);
    await this.database.transaction(async () => {
      if (!(await this.mails.advance(mail.id, mail.frequency, period.to))) return;
      await this.emails.queue({
        key: `report-mail-${mail.id}-${mail.frequency}-${period.from}`,
        template: 'analytics-report',
        to: { userId: mail.userId },
        variables: {
          report: mail.report,
          frequency: mail.frequency,
          course: mail.courseTitle ?? '',
          date_from: period.from,
          date_to: period.to,
          time_zone: timeZone,
          figures: figures.map(({ name }) => name),
          values: figures.map(({ value }) => value),
          previous: figures.map(({ previous }) => previous),
          mails_url: `${this.configuration.http.publicUrl}/api/v1/admin/analytics/report-mails`,
        },
      });
    });
  }
}

/** The person who asked for the mail, as the reports know them: a platform admin. */
function actorOf({ userId, userUuid }: AddressedReportMail): Actor {
  const grants = [{ role: 'PLATFORM_ADMIN', universityId: null }] as const;
  return { userId, userUuid, sessionId: '', grants };
}
