import { DomainEvent } from '../../../platform/queue/domain-event';

/** The copy of what is held on somebody is there, or could not be made. */
export class ExportCompleted extends DomainEvent<{
  readonly exportId: string;
  /** Whose data it is. */
  readonly userId: number;
  readonly status: 'done' | 'failed';
}> {
  override readonly name = 'export.completed';
}
