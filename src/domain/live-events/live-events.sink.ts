import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { NewTopicEntry } from '../../platform/topics/topic-entry';
import { TopicFeed } from '../../platform/topics/topic-feed';
import { TopicLog } from '../../platform/topics/topic-log';
import type { AfterCommit, DispatchedEvent, EventSink } from '../../platform/queue/event-sink';
import { EventSinks } from '../../platform/queue/event-sinks';
import type { KnownPeople } from './known-people';
import { KnownPeopleRepository } from './known-people.repository';
import type { LiveEventType } from './live-event';
import { liveEventType } from './live-event-catalogue';

/** An event with its type. */
interface TypedEvent extends DispatchedEvent {
  readonly eventType: LiveEventType;
}

/** Writes events into the logs of the topics that tell them, as they leave the outbox. */
@Injectable()
export class LiveEventsSink implements EventSink, OnModuleInit {
  readonly name = 'live events';

  constructor(
    private readonly sinks: EventSinks,
    private readonly people: KnownPeopleRepository,
    private readonly log: TopicLog,
    private readonly feed: TopicFeed,
  ) {}

  onModuleInit(): void {
    this.sinks.register(this);
  }

  isAbout(eventName: string): boolean {
    return liveEventType(eventName) !== null;
  }

  async take(events: readonly DispatchedEvent[]): Promise<AfterCommit | void> {
    const typed = events.flatMap(typedEvents);
    const known = await this.people.find(
      typed.map(({ eventType, payload }) => eventType.concerns(payload)),
    );
    // First: what a topic is told by these very events may stay.
    for (const { eventType, payload } of typed) {
      for (const { topic, subjectId } of eventType.forget(payload, known)) {
        await this.log.forget(topic, subjectId);
      }
    }
    const entries = await this.log.append(typed.flatMap((event) => entriesOf(event, known)));
    if (entries.length > 0) return () => this.feed.announce(entries);
  }
}

function typedEvents(event: DispatchedEvent): TypedEvent[] {
  const eventType = liveEventType(event.name);
  return eventType === null ? [] : [{ ...event, eventType }];
}

function entriesOf(event: TypedEvent, known: KnownPeople): NewTopicEntry[] {
  const { id: eventId, eventType, occurredAt } = event;
  const told = eventType.tell(event.payload, known);
  if (told === null) return [];
  const { data, subjectIds } = told;
  return [...new Set(told.topics)].map((topic) => ({
    topic,
    eventId,
    type: eventType.type,
    data,
    occurredAt,
    subjectIds,
  }));
}
