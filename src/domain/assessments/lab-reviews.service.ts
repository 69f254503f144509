import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { LabSubmissionNotFound, OwnWork } from './assessments.errors';
import { LabSubmissionReviewed } from './assessments.events';
import type { LabSubmission, QueuedSubmission, ReviewDraft } from './lab-submission';
import { LabSubmissionsRepository, type QueueFilter } from './lab-submissions.repository';
import { StudentWorkRules } from './student-work';

/** The rules of reading and reviewing what students handed in for labs. */
@Injectable()
export class LabReviewsService {
  constructor(
    private readonly database: Database,
    private readonly submissions: LabSubmissionsRepository,
    private readonly work: StudentWorkRules,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /** The actor's own, or of a student whom they look after. @throws LabSubmissionNotFound */
  async get(actor: Actor, id: number): Promise<LabSubmission> {
    const { submission, role } = await this.find(actor, id);
    if (role === 'teacher') await this.leaveTrace(actor, 'lab_submission.read', submission);
    return submission;
  }

  /**
   * What the actor may review, whoever waits longest first. Leaves one audit row.
   *
   * @throws OfferingNotFound @throws NotATeacherHere for an offering that they don't look after.
   */
  listQueue(actor: Actor, filter: QueueFilter, slice: Slice): Promise<QueuedSubmission[]> {
    return this.database.transaction(async () => {
      const { status, courseOfferingId } = filter;
      if (courseOfferingId !== null) await this.work.requireSupervisor(actor, courseOfferingId);
      const submissions = await this.submissions.listToReview(actor, filter, slice);
      await this.audit.record({
        actor,
        action: 'lab_submission.list',
        subjectType: 'user',
        subjectIds: submissions.map(({ userId }) => userId),
        details: { status, courseOfferingId },
      });
      return submissions;
    });
  }

  /**
   * Reviews a submission. Reviews are kept; the latest counts. Accepting completes the lab for
   * the student, which no later review takes back.
   *
   * @throws LabSubmissionNotFound
   * @throws OwnWork
   */
  async review(actor: Actor, id: number, review: ReviewDraft): Promise<LabSubmission> {
    const { submission, role } = await this.find(actor, id);
    if (role === 'student') throw new OwnWork();
    return this.database.transaction(async () => {
      await this.work.lockEnrollment(actor, submission);
      if (!(await this.submissions.lock(id))) throw new LabSubmissionNotFound();
      await this.submissions.addReview(id, actor.userId, review);
      if (review.status === 'ACCEPTED') await this.work.complete(actor, submission, 'others');
      await this.leaveTrace(actor, 'lab_submission.review', submission);
      await this.outbox.publish(
        new LabSubmissionReviewed({
          submissionId: id,
          userId: submission.userId,
          courseId: submission.courseId,
          contentItemId: submission.contentItemId,
          courseOfferingId: submission.courseOfferingId,
          status: review.status,
          score: review.score,
          submittedAt: submission.submittedAt.toISOString(),
        }),
      );
      return (await this.submissions.find(id)) as LabSubmission;
    });
  }

  private async find(
    actor: Actor,
    id: number,
  ): Promise<{ submission: LabSubmission; role: 'student' | 'teacher' }> {
    const submission = await this.submissions.find(id);
    const role = submission === null ? null : await this.work.roleTowards(actor, submission);
    if (submission === null || role === null) throw new LabSubmissionNotFound();
    return { submission, role };
  }

  private leaveTrace(actor: Actor, action: string, submission: LabSubmission): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: [submission.userId],
      details: { labSubmissionId: submission.id },
    });
  }
}
