import { z } from 'zod';
import { LIVE_EVENT_TYPES } from '../../../domain/live-events/live-event-catalogue';
import type { LiveEventType, TopicKind } from '../../../domain/live-events/live-event';
import { SERVER_FRAMES } from '../server-frames';
import type { DocumentedMessages } from './frame-messages';
import { type MessageSchema, messageSchema } from './message-schema';
import { TOPIC_CHANNELS } from './topic-channels';

const EPOCH = '0198c0de-7e57-4abc-8def-00000000000e';
const EVENT_ID = '0198c0de-7e57-4abc-8def-00000000000f';

/** Every event as a frame, by its type. */
export function eventMessages(): DocumentedMessages {
  return Object.fromEntries(
    LIVE_EVENT_TYPES.toSorted(({ type: one }, { type: other }) => (one < other ? -1 : 1)).map(
      (eventType) => [
        eventType.type,
        {
          name: eventType.type,
          title: eventType.type,
          summary: eventType.description,
          contentType: 'application/json',
          payload: payloadOf(eventType),
          examples: [{ payload: exampleOf(eventType) }],
        },
      ],
    ),
  );
}

/** The types of events that a kind of topic tells, in order. */
export function eventsOn(kind: TopicKind): string[] {
  return LIVE_EVENT_TYPES.filter(({ topics }) => topics.includes(kind))
    .map(({ type }) => type)
    .toSorted();
}

/** The frame of an event with what this type says in it. */
function payloadOf({ type, data }: LiveEventType): MessageSchema {
  return messageSchema(SERVER_FRAMES.event.extend({ event_type: z.literal(type), data }));
}

function exampleOf({ type, topics, example }: LiveEventType): object {
  const [kind = 'user'] = topics;
  return {
    type: 'event',
    event_type: type,
    data: example,
    topic: TOPIC_CHANNELS[kind].example,
    epoch: EPOCH,
    offset: 1,
    event_id: EVENT_ID,
    occurred_at: '2025-01-15T10:30:00.000Z',
  };
}
