import { DomainEvent } from '../../platform/queue/domain-event';

/** What is known of a student has changed. */
export class StudentRecordUpdated extends DomainEvent<{
  readonly studentId: number;
}> {
  override readonly name = 'student.record.updated';
}
