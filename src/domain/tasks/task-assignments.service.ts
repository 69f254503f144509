import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { UnknownReference } from '../courses/courses.errors';
import { OfferingNotFound } from '../courses/offerings.errors';
import { StudentNotFound } from '../students/students.errors';
import type { AssignmentDraft } from './task';
import { TaskGiving } from './task-giving.service';
import { type TaskOfStudent, TaskReviewersRepository } from './task-reviewers.repository';
import { OwnTask } from './tasks.errors';

/** What coaches and instructors ask of their students. */
@Injectable()
export class TaskAssignments {
  constructor(
    private readonly database: Database,
    private readonly reviewers: TaskReviewersRepository,
    private readonly giving: TaskGiving,
  ) {}

  /**
   * A coach gives a task to a student whom they look after. Leaves one audit row.
   *
   * @throws OwnTask
   * @throws StudentNotFound for who is not the coach's student now.
   * @throws Invalid @throws NothingScored @throws DoneBefore @throws RewardLimitReached
   */
  assignAsCoach(actor: Actor, studentUuid: string, draft: AssignmentDraft): Promise<TaskOfStudent> {
    if (studentUuid === actor.userUuid) throw new OwnTask();
    return this.database.transaction(async () => {
      const student = holdsRole(actor, 'COACH')
        ? await this.reviewers.holdStudentOfCoach(actor.userId, { uuid: studentUuid })
        : null;
      if (student === null) throw new StudentNotFound();
      return this.giving.give(actor, student, draft, null);
    });
  }

  /**
   * An instructor gives a task to a student of an offering that they teach. Leaves one audit row.
   *
   * @throws OwnTask
   * @throws OfferingNotFound for an offering that they don't teach.
   * @throws UnknownReference for somebody who is not in the offering.
   * @throws Invalid @throws NothingScored @throws DoneBefore @throws RewardLimitReached
   */
  assignAsInstructor(
    actor: Actor,
    offeringId: number,
    studentId: number,
    draft: AssignmentDraft,
  ): Promise<TaskOfStudent> {
    if (studentId === actor.userId) throw new OwnTask();
    return this.database.transaction(async () => {
      const courseId = await this.reviewers.courseTaughtIn(actor.userId, offeringId);
      if (courseId === null) throw new OfferingNotFound();
      const student = await this.reviewers.holdStudentOfInstructor(
        actor.userId,
        offeringId,
        studentId,
      );
      if (student === null) {
        throw new UnknownReference({ user_id: 'nobody in this offering has this id' });
      }
      return this.giving.give(actor, student, draft, { id: offeringId, courseId });
    });
  }
}
