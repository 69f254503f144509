import { DomainEvent } from '../../platform/queue/domain-event';

/** A student got further; `coursePercent` is the whole course now. */
export class ProgressUpdated extends DomainEvent<{
  readonly userId: number;
  readonly courseId: number;
  readonly courseOfferingId: number;
  /** The content item it was about; null when it was about a module. */
  readonly contentItemId: number | null;
  /** The module it was about; null when it was about a content item. */
  readonly moduleId: number | null;
  readonly percent: number;
  readonly coursePercent: number;
  /** Whether the student did it; not where a review or the end of a time limit brought it about. */
  readonly isOwn: boolean;
}> {
  override readonly name = 'progress.updated';
}
