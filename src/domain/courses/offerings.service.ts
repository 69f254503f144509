import { Injectable } from '@nestjs/common';
import { type Actor, mayAuthorIn } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { requireAuthor } from '../universities/authorship';
import type { Course } from './course.entity';
import type { CourseOffering } from './course-offering.entity';
import { CoursesService } from './courses.service';
import {
  CapacityTooSmall,
  EndsBeforeItStarts,
  NotAnInstructor,
  OfferingNotFound,
} from './offerings.errors';
import { type OfferingDraft, OfferingsRepository } from './offerings.repository';

/** An offering together with the course it belongs to. */
export type OfferingOfCourse = CourseOffering & { readonly course: Course };

/** The rules of the terms in which courses are taught. */
@Injectable()
export class OfferingsService {
  constructor(
    private readonly database: Database,
    private readonly offerings: OfferingsRepository,
    private readonly courses: CoursesService,
  ) {}

  /** The offerings of a course that the actor finds, the latest first. @throws CourseNotFound */
  async listOfCourse(actor: Actor, courseId: number, slice: Slice): Promise<CourseOffering[]> {
    await this.courses.get(actor, courseId);
    return this.offerings.listOfCourse(actor, courseId, slice);
  }

  /** @throws OfferingNotFound also when it belongs to another course. */
  async getOfCourse(actor: Actor, courseId: number, id: number): Promise<CourseOffering> {
    const offering = await this.offerings.find(actor, id);
    if (offering?.courseId !== courseId) throw new OfferingNotFound();
    return offering;
  }

  /** Any offering that the actor may know of, with its course; null for all others. */
  async find(actor: Actor, id: number): Promise<OfferingOfCourse | null> {
    return (await this.offerings.find(actor, id)) as OfferingOfCourse | null;
  }

  /**
   * The same, for somebody who takes or frees a place: nobody else does until the transaction ends.
   */
  async findForEnrollment(actor: Actor, id: number): Promise<OfferingOfCourse | null> {
    return (await this.offerings.findForUpdate(actor, id)) as OfferingOfCourse | null;
  }

  /** Whether a place is left. Lock the offering first. */
  async hasPlace(offering: CourseOffering): Promise<boolean> {
    if (offering.capacity === null) return true;
    return (await this.offerings.placesTaken(offering.id)) < offering.capacity;
  }

  /** Whether the actor looks after the offering's students: its teachers, authors and admins. */
  async looksAfter(actor: Actor, offering: OfferingOfCourse): Promise<boolean> {
    return (
      mayAuthorIn(actor, offering.course.universityId) ||
      (await this.offerings.isTaughtBy(offering.id, actor.userId))
    );
  }

  /**
   * Opens a term of a course; whoever opens it teaches it.
   *
   * @throws CourseNotFound
   * @throws NotAnAuthor
   * @throws EndsBeforeItStarts
   */
  create(actor: Actor, courseId: number, draft: OfferingDraft): Promise<CourseOffering> {
    requireOrder(draft);
    return this.database.transaction(async () => {
      const course = await this.courses.get(actor, courseId);
      requireAuthor(actor, course.universityId);
      const id = await this.offerings.insert(courseId, draft);
      await this.offerings.addInstructor(id, actor.userId);
      await this.courses.noteChange(courseId, 'offerings');
      return this.getOfCourse(actor, courseId, id);
    });
  }

  /**
   * Changes an offering; what is absent stays.
   *
   * @throws OfferingNotFound
   * @throws NotAnAuthor
   * @throws EndsBeforeItStarts
   * @throws CapacityTooSmall
   */
  update(
    actor: Actor,
    courseId: number,
    id: number,
    changes: Partial<OfferingDraft>,
  ): Promise<CourseOffering> {
    return this.database.transaction(async () => {
      const offering = await this.offeringToWrite(actor, courseId, id);
      const draft = changed(offering, changes);
      requireOrder(draft);
      const taken = draft.capacity === null ? 0 : await this.offerings.placesTaken(id);
      if (draft.capacity !== null && draft.capacity < taken) throw new CapacityTooSmall(taken);
      await this.offerings.update(id, draft);
      await this.courses.noteChange(courseId, 'offerings');
      return this.getOfCourse(actor, courseId, id);
    });
  }

  /**
   * Removes an offering with its enrolments and their progress.
   *
   * @throws OfferingNotFound
   * @throws NotAnAuthor
   */
  delete(actor: Actor, courseId: number, id: number): Promise<void> {
    return this.database.transaction(async () => {
      await this.offeringToWrite(actor, courseId, id);
      await this.offerings.delete(id);
      await this.courses.noteChange(courseId, 'offerings');
    });
  }

  /**
   * Lets somebody teach an offering: from then on they see its students.
   *
   * @throws OfferingNotFound
   * @throws NotAnAuthor
   * @throws NotAnInstructor
   */
  addInstructor(actor: Actor, courseId: number, id: number, userId: number): Promise<void> {
    return this.database.transaction(async () => {
      const { course } = await this.offeringToWrite(actor, courseId, id);
      if (!(await this.offerings.mayTeach(userId, course.universityId))) {
        throw new NotAnInstructor();
      }
      await this.offerings.addInstructor(id, userId);
    });
  }

  /** @throws OfferingNotFound @throws NotAnAuthor */
  removeInstructor(actor: Actor, courseId: number, id: number, userId: number): Promise<void> {
    return this.database.transaction(async () => {
      await this.offeringToWrite(actor, courseId, id);
      await this.offerings.removeInstructor(id, userId);
    });
  }

  private async offeringToWrite(
    actor: Actor,
    courseId: number,
    id: number,
  ): Promise<OfferingOfCourse> {
    const offering = await this.findForEnrollment(actor, id);
    if (offering?.courseId !== courseId) throw new OfferingNotFound();
    requireAuthor(actor, offering.course.universityId);
    return offering;
  }
}

function requireOrder(draft: OfferingDraft): void {
  if (!inOrder(draft.startsAt, draft.endsAt)) throw new EndsBeforeItStarts('ends_at');
  if (!inOrder(draft.enrollmentStart, draft.enrollmentEnd)) {
    throw new EndsBeforeItStarts('enrollment_end');
  }
}

function inOrder(start: Date | null, end: Date | null): boolean {
  return start === null || end === null || start.getTime() < end.getTime();
}

/** What the offering becomes; null is a value where a field can be empty. */
function changed(offering: CourseOffering, changes: Partial<OfferingDraft>): OfferingDraft {
  const orStays = <Value>(given: Value | undefined, stays: Value): Value =>
    given === undefined ? stays : given;
  return {
    termName: orStays(changes.termName, offering.termName),
    startsAt: orStays(changes.startsAt, offering.startsAt),
    endsAt: orStays(changes.endsAt, offering.endsAt),
    enrollmentStart: orStays(changes.enrollmentStart, offering.enrollmentStart),
    enrollmentEnd: orStays(changes.enrollmentEnd, offering.enrollmentEnd),
    visibility: orStays(changes.visibility, offering.visibility),
    capacity: orStays(changes.capacity, offering.capacity),
  };
}
