import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { UnknownReference } from '../courses/courses.errors';
import type { EnrollmentInCourse } from '../enrollments/enrollments.repository';
import { EnrollmentsService } from '../enrollments/enrollments.service';
import { UsersService } from '../users/users.service';
import type { ContentProgress } from './content-progress.entity';
import type { ModuleProgress } from './module-progress.entity';
import { ImpossibleCompletion } from './progress.errors';
import { ProgressUpdated } from './progress.events';
import { rollUp, type TreeModule } from './progress-rollup';
import { type Advance, type Learner, ProgressRepository } from './progress.repository';

/** A student's clock may run ahead of ours by so much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** The rules of how far students got. Everybody writes and reads their own only. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly database: Database,
    private readonly progress: ProgressRepository,
    private readonly enrollments: EnrollmentsService,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  /** The actor's progress in content items, of one offering or of all. */
  listOwnContent(
    actor: Actor,
    offeringId: number | null,
    slice: Slice,
  ): Promise<ContentProgress[]> {
    return this.progress.listContent(actor.userId, offeringId, slice);
  }

  /** The actor's progress in modules, of one offering or of all. */
  listOwnModules(actor: Actor, offeringId: number | null, slice: Slice): Promise<ModuleProgress[]> {
    return this.progress.listModules(actor.userId, offeringId, slice);
  }

  /**
   * Notes how far the actor got in a content item, and what that makes of the modules around it,
   * of the course and of the enrolment. A smaller percent than before changes nothing unless
   * `allowDecrease` says so.
   *
   * @param by who does it: the student, or somebody else in the student's name.
   * @throws UnknownReference for an offering they don't take part in, or an item it doesn't have.
   * @throws ImpossibleCompletion
   */
  advanceContent(
    actor: Actor,
    offeringId: number,
    itemId: number,
    advance: Advance,
    by: 'student' | 'others' = 'student',
  ): Promise<ContentProgress> {
    requirePossible(advance);
    return this.database.transaction(async () => {
      const { enrollment, learner, tree } = await this.start(actor, offeringId);
      if (!reachable(tree).some(({ itemIds }) => itemIds.includes(itemId))) {
        throw new UnknownReference({ content_item_id: 'the course has no content with this id' });
      }
      await this.progress.advanceContent(learner, itemId, advance);
      const coursePercent = await this.rollUp(enrollment, tree);
      const row = await this.progress.findContent(learner, itemId);
      const about = { contentItemId: itemId, isOwn: by === 'student' };
      await this.tell(enrollment, row.progressPercent, coursePercent, about);
      return row;
    });
  }

  /**
   * The same for a module as a whole: what is reported of it counts where it is more than what
   * its content comes to.
   *
   * @throws UnknownReference
   * @throws ImpossibleCompletion
   */
  advanceModule(
    actor: Actor,
    offeringId: number,
    moduleId: number,
    advance: Advance,
  ): Promise<ModuleProgress> {
    requirePossible(advance);
    return this.database.transaction(async () => {
      const { enrollment, learner, tree } = await this.start(actor, offeringId);
      if (!reachable(tree).some(({ id }) => id === moduleId)) {
        throw new UnknownReference({ module_id: 'the course has no module with this id' });
      }
      await this.progress.advanceModule(learner, moduleId, advance);
      const coursePercent = await this.rollUp(enrollment, tree);
      const row = await this.progress.findModule(learner, moduleId);
      await this.tell(enrollment, row.progressPercent, coursePercent, { moduleId, isOwn: true });
      return row;
    });
  }

  /** Locks the enrolment, so that the roll-up always sees all that was written before. */
  private async start(
    actor: Actor,
    offeringId: number,
  ): Promise<{ enrollment: EnrollmentInCourse; learner: Learner; tree: TreeModule[] }> {
    const enrollment = await this.enrollments.findTakingPart(actor, offeringId);
    if (enrollment === null) {
      throw new UnknownReference({
        course_offering_id: 'you are not enrolled in an offering with this id',
      });
    }
    const learner = { userId: actor.userId, courseOfferingId: offeringId };
    const tree = await this.progress.treeOf(enrollment.courseOffering.courseId);
    return { enrollment, learner, tree };
  }

  /** Stores what the modules and the course come to now; returns the course's percent. */
  private async rollUp(
    enrollment: EnrollmentInCourse,
    tree: readonly TreeModule[],
  ): Promise<number> {
    const { userId, courseOfferingId } = enrollment;
    const soFar = await this.progress.soFar({ userId, courseOfferingId });
    const { modules, course } = rollUp(tree, soFar);
    const changed = [...modules].filter(
      ([id, percent]) => (soFar.storedModules.get(id) ?? 0) !== percent,
    );
    await this.progress.saveModules({ userId, courseOfferingId }, new Map(changed));
    await this.enrollments.recordProgress(enrollment, course);
    return course;
  }

  private async tell(
    enrollment: EnrollmentInCourse,
    percent: number,
    coursePercent: number,
    about: { contentItemId?: number; moduleId?: number; isOwn: boolean },
  ): Promise<void> {
    await this.users.noteActivity(enrollment.userId);
    await this.outbox.publish(
      new ProgressUpdated({
        userId: enrollment.userId,
        courseId: enrollment.courseOffering.courseId,
        courseOfferingId: enrollment.courseOfferingId,
        contentItemId: about.contentItemId ?? null,
        moduleId: about.moduleId ?? null,
        percent,
        coursePercent,
        isOwn: about.isOwn,
      }),
    );
  }
}

/** @throws ImpossibleCompletion for a completion in the future, or of what is not complete. */
function requirePossible({ percent, completedAt }: Advance): void {
  if (completedAt === null) return;
  if (percent < 100) {
    throw new ImpossibleCompletion('only what is at 100 percent can be completed');
  }
  if (completedAt.getTime() > Date.now() + CLOCK_TOLERANCE_MS) {
    throw new ImpossibleCompletion('the time of completion lies in the future');
  }
}

/** The modules below published ones only: what stands under a hidden module has no way up. */
function reachable(tree: readonly TreeModule[]): TreeModule[] {
  const children = Map.groupBy(tree, ({ parentId }) => parentId);
  const found = [...(children.get(null) ?? [])];
  for (const module of found) found.push(...(children.get(module.id) ?? []));
  return found;
}
