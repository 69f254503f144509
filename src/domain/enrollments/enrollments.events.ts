import { DomainEvent } from '../../platform/queue/domain-event';
import type { EnrollmentStatus } from './enrollment-status';

interface EnrollmentPayload {
  readonly enrollmentId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly courseOfferingId: number;
  readonly status: EnrollmentStatus;
  readonly [key: string]: number | string;
}

/** Somebody is in an offering, for the first time or again. */
export class EnrollmentCreated extends DomainEvent<EnrollmentPayload> {
  override readonly name = 'enrollment.created';
}

/** An enrolment changed its status otherwise. */
export class EnrollmentUpdated extends DomainEvent<EnrollmentPayload> {
  override readonly name = 'enrollment.updated';
}
