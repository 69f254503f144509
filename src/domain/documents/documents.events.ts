import { DomainEvent } from '../../platform/queue/domain-event';

/** A file was found clean or infected, its text was read, or one of both failed. */
export class DocumentStatusChanged extends DomainEvent<{
  readonly documentId: string;
  readonly studentUuid: string;
  readonly version: number;
  readonly status: string;
}> {
  override readonly name = 'document.status';
}
