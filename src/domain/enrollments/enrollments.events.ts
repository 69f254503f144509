import { DomainEvent } from '../../platform/queue/domain-event';
import type { EnrollmentStatus } from './enrollment-status';

interface EnrollmentPayload {
  readonly enrollmentId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly courseOfferingId: number;
  readonly status: EnrollmentStatus;
  /** Who did it: the student or somebody who teaches them; null where the course was done. */
  readonly changedBy: number | null;
  readonly [key: string]: number | string | null;
}

/** Somebody is in an offering, for the first time or again. */
export class EnrollmentCreated extends DomainEvent<EnrollmentPayload> {
  override readonly name = 'enrollment.created';
}

/** An enrolment changed its status otherwise. */
export class EnrollmentUpdated extends DomainEvent<EnrollmentPayload> {
  override readonly name = 'enrollment.updated';
}
