import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { ContentService } from '../content/content.service';
import { UsersService } from '../users/users.service';
import { NotALab } from './assessments.errors';
import { LabSubmissionCreated } from './assessments.events';
import type { LabSubmission, SubmissionDraft, SubmissionSummary } from './lab-submission';
import { LabSubmissionsRepository } from './lab-submissions.repository';
import { StudentWorkRules } from './student-work';

/** The content type that asks for something to be handed in. */
const LAB = 'lab';

/** The rules of handing in labs. Everybody hands in for themselves only. */
@Injectable()
export class LabSubmissionsService {
  constructor(
    private readonly database: Database,
    private readonly submissions: LabSubmissionsRepository,
    private readonly content: ContentService,
    private readonly work: StudentWorkRules,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  /** The actor's own, for one lab or for all, the newest first. */
  listOwn(actor: Actor, contentItemId: number | null, slice: Slice): Promise<SubmissionSummary[]> {
    return this.submissions.listOf(actor.userId, contentItemId, slice);
  }

  /**
   * Hands in for a lab, as often as the student likes.
   *
   * @throws ContentNotFound
   * @throws NotALab
   * @throws UnknownReference for an offering of the course in which they don't take part.
   */
  async submit(actor: Actor, draft: SubmissionDraft): Promise<LabSubmission> {
    const item = await this.content.get(actor, draft.contentItemId);
    if (item.contentType.name !== LAB) throw new NotALab();
    return this.database.transaction(async () => {
      if (draft.courseOfferingId !== null) {
        await this.work.requireTakingPart(actor, draft.courseOfferingId, item.courseId);
      }
      const id = await this.submissions.insert(actor.userId, draft);
      const submission = (await this.submissions.find(id)) as LabSubmission;
      await this.users.noteActivity(actor.userId);
      await this.outbox.publish(
        new LabSubmissionCreated({
          submissionId: id,
          userId: actor.userId,
          courseId: submission.courseId,
          contentItemId: submission.contentItemId,
          courseOfferingId: submission.courseOfferingId,
          attemptNumber: submission.attemptNumber,
          submittedAt: submission.submittedAt.toISOString(),
        }),
      );
      return submission;
    });
  }
}
