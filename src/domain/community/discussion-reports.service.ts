import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type {
  DiscussionReport,
  NewReport,
  OwnReport,
  ReportResolution,
  ReportStatus,
} from './discussion-report';
import { AlreadyReported, OwnWords, ReportNotFound } from './discussion-reports.errors';
import { DiscussionReportsRepository } from './discussion-reports.repository';
import { DiscussionAccess } from './discussion-access.service';

/** How somebody calls for help about a discussion, and who looks into it. */
@Injectable()
export class DiscussionReportsService {
  constructor(
    private readonly database: Database,
    private readonly access: DiscussionAccess,
    private readonly reports: DiscussionReportsRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Reports a post with its present words.
   *
   * @throws PostNotFound
   * @throws OwnWords
   * @throws AlreadyReported
   */
  async reportPost(actor: Actor, id: number, reason: string): Promise<OwnReport> {
    const { post, thread } = await this.access.toPost(actor, id);
    return this.store({
      subject: 'POST',
      courseId: thread.courseId,
      threadId: thread.id,
      postId: id,
      reporterId: actor.userId,
      authorId: post.authorId,
      reportedText: post.body,
      reason,
    });
  }

  /**
   * Reports what a discussion was opened with.
   *
   * @throws ThreadNotFound
   * @throws OwnWords
   * @throws AlreadyReported
   */
  async reportThread(actor: Actor, id: number, reason: string): Promise<OwnReport> {
    const { thread } = await this.access.toThread(actor, id);
    return this.store({
      subject: 'THREAD',
      courseId: thread.courseId,
      threadId: id,
      postId: null,
      reporterId: actor.userId,
      authorId: thread.authorId,
      reportedText: `${thread.title}\n\n${thread.body}`,
      reason,
    });
  }

  /** The reports of the courses that the actor looks after. Leaves one audit row. */
  list(actor: Actor, status: ReportStatus | null, slice: Slice): Promise<DiscussionReport[]> {
    return this.database.transaction(async () => {
      const reports = await this.reports.list(actor, status, slice);
      await this.leaveTrace(actor, 'discussion.report.list', reports);
      return reports;
    });
  }

  /** Says what became of a report. @throws ReportNotFound */
  resolve(actor: Actor, id: number, resolution: ReportResolution): Promise<DiscussionReport> {
    return this.database.transaction(async () => {
      if ((await this.reports.find(actor, id)) === null) throw new ReportNotFound();
      await this.reports.resolve(actor, id, resolution);
      const report = await this.reports.find(actor, id);
      if (report === null) throw new ReportNotFound();
      await this.leaveTrace(actor, 'discussion.report.resolve', [report]);
      return report;
    });
  }

  private async store(report: NewReport): Promise<OwnReport> {
    if (report.authorId === report.reporterId) throw new OwnWords();
    const stored = await this.reports.insert(report);
    if (stored === null) throw new AlreadyReported();
    return stored;
  }

  /** Names whoever was shown: those who reported and those who were reported. */
  private leaveTrace(
    actor: Actor,
    action: string,
    reports: readonly DiscussionReport[],
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: reports.flatMap(({ reporter, author }) =>
        author === null ? [reporter.id] : [reporter.id, author.id],
      ),
      details: { reportIds: reports.map(({ id }) => id) },
    });
  }
}
