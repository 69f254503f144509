import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { UnknownReference } from '../courses/courses.errors';
import { type OfferingOfCourse, OfferingsService } from '../courses/offerings.service';
import { OfferingNotFound } from '../courses/offerings.errors';
import { type EnrollmentStatus, nextStatuses } from './enrollment-status';
import { Entitlements } from '../entitlements/entitlements.service';
import {
  AlreadyEnrolled,
  CourseNotPaid,
  EnrollmentClosed,
  EnrollmentNotFound,
  NotATeacherHere,
  OfferingFull,
  TransitionNotAllowed,
} from './enrollments.errors';
import { EnrollmentCreated, EnrollmentUpdated } from './enrollments.events';
import {
  type EnrollmentInCourse,
  EnrollmentsRepository,
  type Participant,
} from './enrollments.repository';

/** The rules of who takes which course. */
@Injectable()
export class EnrollmentsService {
  constructor(
    private readonly database: Database,
    private readonly enrollments: EnrollmentsRepository,
    private readonly offerings: OfferingsService,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
    private readonly entitlements: Entitlements,
  ) {}

  /** The actor's own, the newest first. */
  listOwn(actor: Actor, slice: Slice): Promise<EnrollmentInCourse[]> {
    return this.enrollments.listOf(actor.userId, slice);
  }

  /**
   * The students of an offering, for those who look after them. Leaves one audit row.
   *
   * @throws OfferingNotFound
   * @throws NotATeacherHere
   */
  listOfOffering(actor: Actor, offeringId: number, slice: Slice): Promise<Participant[]> {
    return this.database.transaction(async () => {
      const offering = await this.offerings.find(actor, offeringId);
      if (offering === null) throw new OfferingNotFound();
      if (!(await this.offerings.looksAfter(actor, offering))) throw new NotATeacherHere();
      const participants = await this.enrollments.listOfOffering(offeringId, slice);
      await this.audit.record({
        actor,
        action: 'enrollment.list',
        subjectType: 'user',
        subjectIds: participants.map(({ userId }) => userId),
        details: { courseOfferingId: offeringId },
      });
      return participants;
    });
  }

  /** The actor's own, or one that they look after. @throws EnrollmentNotFound */
  async get(actor: Actor, id: number): Promise<EnrollmentInCourse> {
    const enrollment = await this.enrollments.find(id);
    const role = enrollment === null ? null : await this.roleTowards(actor, enrollment);
    if (enrollment === null || role === null) throw new EnrollmentNotFound();
    if (role === 'teacher') await this.leaveTrace(actor, 'enrollment.read', enrollment);
    return enrollment;
  }

  /**
   * Enrols the actor, or a student of theirs whom a teacher of the offering names, or anybody for
   * platform admins: for them its window and visibility don't count. Who dropped out comes back into
   * the enrolment that they had.
   *
   * @throws UnknownReference for an offering or a student that is not there.
   * @throws NotATeacherHere
   * @throws AlreadyEnrolled
   * @throws EnrollmentClosed
   * @throws CourseNotPaid
   * @throws OfferingFull
   */
  enroll(
    actor: Actor,
    offeringId: number,
    studentId: number = actor.userId,
  ): Promise<EnrollmentInCourse> {
    return this.database.transaction(async () => {
      const offering = await this.offeringToEnter(actor, offeringId);
      if (studentId === actor.userId) requireOpen(offering);
      else await this.requireStudentOfTeacher(actor, offering, studentId);
      const present = await this.enrollments.findOwnForUpdate(studentId, offeringId);
      if (present !== null && present.status !== 'DROPPED') throw new AlreadyEnrolled();
      await this.requirePaid(actor, offering, studentId);
      if (!(await this.offerings.hasPlace(offering))) throw new OfferingFull();
      const enrollment = await this.enter(actor, studentId, offeringId, present);
      if (studentId !== actor.userId) {
        await this.leaveTrace(actor, 'enrollment.create', enrollment);
      }
      return enrollment;
    });
  }

  /**
   * Moves an enrolment on. Asking for the status that it has changes nothing.
   *
   * @throws EnrollmentNotFound
   * @throws TransitionNotAllowed
   * @throws EnrollmentClosed @throws CourseNotPaid @throws OfferingFull when a student comes back.
   */
  setStatus(actor: Actor, id: number, status: EnrollmentStatus): Promise<EnrollmentInCourse> {
    return this.database.transaction(async () => {
      const role = await this.lockForChange(actor, id);
      const enrollment = (await this.enrollments.findForUpdate(id)) as EnrollmentInCourse;
      if (enrollment.status === status) return enrollment;
      const allowed = nextStatuses(enrollment.status, role);
      if (!allowed.includes(status)) {
        throw new TransitionNotAllowed(enrollment.status, status, allowed);
      }
      if (status === 'ACTIVE' && enrollment.status === 'DROPPED') {
        if (role === 'student') requireOpen(enrollment.courseOffering);
        if (role === 'student')
          await this.requirePaid(actor, enrollment.courseOffering, actor.userId);
        if (!(await this.offerings.hasPlace(enrollment.courseOffering))) throw new OfferingFull();
      }
      return this.moved(actor, enrollment, status, role);
    });
  }

  /**
   * Locks the actor's enrolment in an offering, so that what they do there happens one by one.
   * Call it inside a transaction.
   *
   * @returns null unless they take part in it: ACTIVE or COMPLETED.
   */
  async findTakingPart(actor: Actor, offeringId: number): Promise<EnrollmentInCourse | null> {
    const enrollment = await this.enrollments.findOwnForUpdate(actor.userId, offeringId);
    return enrollment === null || enrollment.status === 'DROPPED' ? null : enrollment;
  }

  /**
   * Notes how much of the course is done; a course that is done as a whole completes the
   * enrolment, and completed it stays. Lock the enrolment first.
   */
  async recordProgress(enrollment: EnrollmentInCourse, percent: number): Promise<void> {
    await this.enrollments.setProgress(enrollment.id, percent);
    if (percent < 100 || enrollment.status !== 'ACTIVE') return;
    await this.enrollments.setStatus(enrollment.id, 'COMPLETED');
    await this.outbox.publish(new EnrollmentUpdated(payloadOf(enrollment, 'COMPLETED', null)));
  }

  private async offeringToEnter(actor: Actor, offeringId: number): Promise<OfferingOfCourse> {
    const offering = await this.offerings.findForEnrollment(actor, offeringId);
    if (offering === null) {
      throw new UnknownReference({ course_offering_id: 'there is no offering with this id' });
    }
    return offering;
  }

  /** Those who look after an offering put themselves and others in without a payment. */
  private async requirePaid(
    actor: Actor,
    offering: OfferingOfCourse,
    studentId: number,
  ): Promise<void> {
    if (studentId !== actor.userId) return;
    if (await this.entitlements.mayTake(studentId, offering.courseId)) return;
    if (!(await this.offerings.looksAfter(actor, offering))) throw new CourseNotPaid();
  }

  private async requireStudentOfTeacher(
    actor: Actor,
    offering: OfferingOfCourse,
    studentId: number,
  ): Promise<void> {
    if (!(await this.offerings.looksAfter(actor, offering))) throw new NotATeacherHere();
    const isKnown = isPlatformAdmin(actor)
      ? await this.enrollments.userExists(studentId)
      : await this.enrollments.isTaughtBy(studentId, actor.userId);
    if (!isKnown) throw new UnknownReference({ user_id: 'you teach nobody with this id' });
  }

  private async enter(
    actor: Actor,
    studentId: number,
    offeringId: number,
    present: EnrollmentInCourse | null,
  ): Promise<EnrollmentInCourse> {
    if (present !== null) await this.enrollments.setStatus(present.id, 'ACTIVE');
    const id = present?.id ?? (await this.enrollments.insert(studentId, offeringId));
    if (id === null) throw new AlreadyEnrolled();
    const enrollment = (await this.enrollments.find(id)) as EnrollmentInCourse;
    await this.outbox.publish(new EnrollmentCreated(payloadOf(enrollment, 'ACTIVE', actor.userId)));
    return enrollment;
  }

  /** The offering is always locked before the enrolment: the order in which enrolling does it. */
  private async lockForChange(actor: Actor, id: number): Promise<'student' | 'teacher'> {
    const enrollment = await this.enrollments.find(id);
    const role = enrollment === null ? null : await this.roleTowards(actor, enrollment);
    if (enrollment === null || role === null) throw new EnrollmentNotFound();
    await this.offerings.findForEnrollment(actor, enrollment.courseOfferingId);
    return role;
  }

  private async moved(
    actor: Actor,
    enrollment: EnrollmentInCourse,
    status: EnrollmentStatus,
    role: 'student' | 'teacher',
  ): Promise<EnrollmentInCourse> {
    await this.enrollments.setStatus(enrollment.id, status);
    await this.outbox.publish(new EnrollmentUpdated(payloadOf(enrollment, status, actor.userId)));
    if (role === 'teacher') await this.leaveTrace(actor, 'enrollment.update', enrollment);
    return (await this.enrollments.find(enrollment.id)) as EnrollmentInCourse;
  }

  /** What the actor is to an enrolment; null for a stranger. One's own counts before all else. */
  private async roleTowards(
    actor: Actor,
    enrollment: EnrollmentInCourse,
  ): Promise<'student' | 'teacher' | null> {
    if (enrollment.userId === actor.userId) return 'student';
    return (await this.offerings.looksAfter(actor, enrollment.courseOffering)) ? 'teacher' : null;
  }

  private leaveTrace(actor: Actor, action: string, enrollment: EnrollmentInCourse): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: [enrollment.userId],
      details: { enrollmentId: enrollment.id },
    });
  }
}

/** @throws EnrollmentClosed outside the window, and once the term is over. */
function requireOpen(offering: {
  enrollmentStart: Date | null;
  enrollmentEnd: Date | null;
  endsAt: Date | null;
}): void {
  const now = new Date();
  const closes = offering.enrollmentEnd ?? offering.endsAt;
  const early = offering.enrollmentStart !== null && now < offering.enrollmentStart;
  if (early || (closes !== null && now > closes)) {
    throw new EnrollmentClosed(offering.enrollmentStart, closes, now);
  }
}

function payloadOf(
  enrollment: EnrollmentInCourse,
  status: EnrollmentStatus,
  changedBy: number | null,
) {
  return {
    enrollmentId: enrollment.id,
    userId: enrollment.userId,
    courseId: enrollment.courseOffering.courseId,
    courseOfferingId: enrollment.courseOfferingId,
    status,
    changedBy,
  };
}
