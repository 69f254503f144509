import type { DispatchedEvent } from '../../../../platform/queue/event-sink';
import type { ActivityEvent } from '../activity-event';

/**
 * What an event of a feature tells of a person's activity, by the name of the event. What a payload
 * of an earlier release lacks is taken from the event itself.
 *
 * @throws ZodError for a payload that such an event cannot have: a fault of ours.
 */
export type ActivityMapping = Readonly<
  Record<string, (event: DispatchedEvent) => readonly ActivityEvent[]>
>;

/** What every event says at least, and of the rest what is not nothing. */
type Told = Pick<ActivityEvent, 'key' | 'userId' | 'kind' | 'isOwn'> & Partial<ActivityEvent>;

/** An activity of the moment at which its event was written, unless told otherwise. */
export function activityOf({ occurredAt }: DispatchedEvent, told: Told): ActivityEvent {
  return {
    occurredAt,
    courseId: null,
    topicId: null,
    objectId: null,
    durationMs: null,
    score: null,
    outcome: null,
    costMicrodollars: null,
    source: 'trellis',
    knownAt: occurredAt,
    ...told,
  };
}
