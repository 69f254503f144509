import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { Invalid } from '../../../kernel/errors';
import { Database } from '../../../platform/database/database';
import { unlessTaken } from '../../../platform/database/unless-taken';
import { CoursesService } from '../../courses/courses.service';
import { ReportingTimeZone } from '../reporting-time-zone';
import { requirePlatformAdmin } from '../reports/report-audience';
import type { MailFrequency, ReportMail, ReportMailChanges, ReportMailWish } from './report-mail';
import { ReportMailNotFound, ReportMailTaken, TooManyReportMails } from './report-mails.errors';
import { ReportMailsRepository } from './report-mails.repository';
import { periodJustOver } from './report-period';

const MOST = 50;

/** The reports that platform admins get by mail; each sees and changes their own. */
@Injectable()
export class ReportMails {
  constructor(
    private readonly database: Database,
    private readonly mails: ReportMailsRepository,
    private readonly courses: CoursesService,
    private readonly timeZone: ReportingTimeZone,
  ) {}

  /** In the order in which they were asked for. @throws AnalyticsForAdminsOnly */
  async list(actor: Actor): Promise<ReportMail[]> {
    requirePlatformAdmin(actor);
    return this.mails.listOf(actor.userId);
  }

  /**
   * Begins to mail a report; the first mail tells of the period that is going on.
   *
   * @throws AnalyticsForAdminsOnly @throws CourseNotFound
   * @throws Invalid for the overview of one course.
   * @throws ReportMailTaken @throws TooManyReportMails
   */
  async create(actor: Actor, wish: ReportMailWish): Promise<ReportMail> {
    requirePlatformAdmin(actor);
    if (wish.courseId !== null) {
      if (wish.report === 'overview') {
        throw Invalid.field('course_id', 'the overview is of everything together');
      }
      await this.courses.get(actor, wish.courseId);
    }
    const mailedThrough = await this.mailedBefore(wish.frequency);
    const mail = await unlessTaken(() =>
      this.database.transaction(async () => {
        if ((await this.mails.countForUpdate(actor.userId)) >= MOST) {
          throw new TooManyReportMails(MOST);
        }
        return this.mails.insert(actor.userId, wish, mailedThrough);
      }),
    );
    if (mail === null) throw new ReportMailTaken();
    return mail;
  }

  /**
   * Changes how often a report comes, or pauses it. Periods that were over at the change, or while
   * it was paused, are not mailed.
   *
   * @throws AnalyticsForAdminsOnly @throws ReportMailNotFound @throws ReportMailTaken
   */
  async change(actor: Actor, id: number, changes: ReportMailChanges): Promise<ReportMail> {
    requirePlatformAdmin(actor);
    const mail = await unlessTaken(() =>
      this.database.transaction(async () => {
        const present = await this.mails.findForUpdate(actor.userId, id);
        if (present === null) throw new ReportMailNotFound();
        const { frequency = present.frequency, isPaused = present.isPaused } = changes;
        const begins = frequency !== present.frequency || (present.isPaused && !isPaused);
        const mailedThrough = begins ? await this.mailedBefore(frequency) : present.mailedThrough;
        return this.mails.update({ id, frequency, isPaused, mailedThrough });
      }),
    );
    if (mail === null) throw new ReportMailTaken();
    return mail;
  }

  /** Ends it. @throws AnalyticsForAdminsOnly @throws ReportMailNotFound */
  async end(actor: Actor, id: number): Promise<void> {
    requirePlatformAdmin(actor);
    if (!(await this.mails.delete(actor.userId, id))) throw new ReportMailNotFound();
  }

  private async mailedBefore(frequency: MailFrequency): Promise<string> {
    return periodJustOver(frequency, new Date(), await this.timeZone.current()).to;
  }
}
