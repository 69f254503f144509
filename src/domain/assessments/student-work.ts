import { Injectable } from '@nestjs/common';
import { type Actor, mayAuthorIn } from '../../kernel/actor';
import { UnknownReference } from '../courses/courses.errors';
import { OfferingNotFound } from '../courses/offerings.errors';
import { OfferingsService } from '../courses/offerings.service';
import { NotATeacherHere } from '../enrollments/enrollments.errors';
import { EnrollmentsService } from '../enrollments/enrollments.service';
import { ProgressService } from '../progress/progress.service';
import { authorScopeOf } from '../universities/authorship';

/** Something that a student did for a content item. */
export interface StudentWork {
  readonly userId: number;
  readonly userUuid: string;
  readonly contentItemId: number;
  /** The offering for which it was done; null when it was done for none. */
  readonly courseOfferingId: number | null;
  readonly universityId: number;
}

/**
 * Needs the aliases `work` for the student's work and `course` for its course, and
 * {@link supervisorParameters} as `$1`, `$2` and `$3`.
 */
export const SUPERVISED_WORK = `($1::boolean OR course.university_id = ANY($2::integer[])
  OR EXISTS (SELECT 1 FROM offering_instructors teacher
    WHERE teacher.course_offering_id = work.course_offering_id AND teacher.user_id = $3))`;

/** Parameters of {@link SUPERVISED_WORK}: whose work the actor may list and review. */
export function supervisorParameters(actor: Actor): readonly unknown[] {
  const { everywhere, universityIds } = authorScopeOf(actor);
  return [everywhere, universityIds, actor.userId];
}

/** Who may look at a student's work, and what it does to the student's progress. */
@Injectable()
export class StudentWorkRules {
  constructor(
    private readonly offerings: OfferingsService,
    private readonly enrollments: EnrollmentsService,
    private readonly progress: ProgressService,
  ) {}

  /** What the actor is to the work; null for a stranger. One's own counts before all else. */
  async roleTowards(actor: Actor, work: StudentWork): Promise<'student' | 'teacher' | null> {
    if (work.userId === actor.userId) return 'student';
    if (mayAuthorIn(actor, work.universityId)) return 'teacher';
    if (work.courseOfferingId === null) return null;
    const offering = await this.offerings.find(actor, work.courseOfferingId);
    if (offering === null) return null;
    return (await this.offerings.looksAfter(actor, offering)) ? 'teacher' : null;
  }

  /** @throws OfferingNotFound @throws NotATeacherHere */
  async requireSupervisor(actor: Actor, offeringId: number): Promise<void> {
    const offering = await this.offerings.find(actor, offeringId);
    if (offering === null) throw new OfferingNotFound();
    if (!(await this.offerings.looksAfter(actor, offering))) throw new NotATeacherHere();
  }

  /**
   * Locks the actor's enrolment in an offering of the course, for work that is done for it.
   *
   * @throws UnknownReference unless they take part in such an offering.
   */
  async requireTakingPart(actor: Actor, offeringId: number, courseId: number): Promise<void> {
    const enrollment = await this.enrollments.findTakingPart(actor, offeringId);
    if (enrollment?.courseOffering.courseId !== courseId) {
      throw new UnknownReference({
        course_offering_id: 'you are not enrolled in an offering of this course with this id',
      });
    }
  }

  /**
   * Locks the student's enrolment, if the work was done for one. Call it before locking the work
   * itself: whoever needs both takes them in this order.
   */
  async lockEnrollment(actor: Actor, work: StudentWork): Promise<void> {
    if (work.courseOfferingId === null) return;
    await this.enrollments.findTakingPart(inNameOf(work, actor), work.courseOfferingId);
  }

  /**
   * Completes the content item for the student. Nothing happens for work that belongs to no
   * offering, to one that the student left, or to an item that is hidden by now.
   *
   * @param by who brought it about: the student, or a reviewer or a time limit.
   */
  async complete(actor: Actor, work: StudentWork, by: 'student' | 'others'): Promise<void> {
    const { courseOfferingId, contentItemId } = work;
    if (courseOfferingId === null) return;
    const advance = { percent: 100, completedAt: null, allowDecrease: false };
    try {
      const student = inNameOf(work, actor);
      await this.progress.advanceContent(student, courseOfferingId, contentItemId, advance, by);
    } catch (error) {
      // Raised before anything is written, so the transaction around it goes on.
      if (!(error instanceof UnknownReference)) throw error;
    }
  }
}

/** The student as the one who learned, also when somebody else's review brought it about. */
function inNameOf(work: StudentWork, actor: Actor): Actor {
  return work.userId === actor.userId
    ? actor
    : { ...actor, userId: work.userId, userUuid: work.userUuid, grants: [] };
}
