import type { z } from 'zod';
import type { JsonObject } from '../../kernel/json';
import type { KnownPeople } from './known-people';

/** The kinds of topics that people follow; what follows the colon says which one. */
export const TOPIC_KINDS = [
  'student',
  'user',
  'session',
  'course',
  'course_staff',
  'job',
  'crisis_alerts',
] as const;
export type TopicKind = (typeof TOPIC_KINDS)[number];

/** What has to be known before an event can be told. */
export interface Concerned {
  readonly userIds?: readonly (number | null)[];
  readonly userUuids?: readonly string[];
  readonly documentIds?: readonly string[];
}

/** What an event comes to: where it is told, what, and about whom. */
export interface Telling<Data = JsonObject> {
  /** Names in the log. */
  readonly topics: readonly string[];
  readonly data: Data;
  /** Users whom it is about: it goes when one of them is erased. */
  readonly subjectIds: readonly number[];
}

/** A topic that says nothing of a person any more. */
interface Forgetting {
  readonly topic: string;
  readonly subjectId: number;
}

/**
 * One type of event that followers of topics hear of. They are told public ids and small facts,
 * never names, titles or words: what an id means is read over HTTP, by whoever may.
 */
export interface LiveEventType {
  readonly type: string;
  readonly description: string;
  /** Every kind of topic on which it can come. */
  readonly topics: readonly TopicKind[];
  readonly data: z.ZodObject;
  readonly example: JsonObject;
  /** @throws ZodError for a payload that this type cannot have: a fault of ours. */
  concerns(payload: unknown): Concerned;
  /** What topics must no longer say because of the event. @throws ZodError as above. */
  forget(payload: unknown, known: KnownPeople): readonly Forgetting[];
  /** Null when nobody is to hear of it. @throws ZodError as above. */
  tell(payload: unknown, known: KnownPeople): Telling | null;
}

/** A type as the catalogue writes it down, typed by its two schemas. */
interface Definition<Payload extends z.ZodObject, Data extends z.ZodObject> {
  readonly type: string;
  readonly description: string;
  readonly topics: readonly TopicKind[];
  /** What of the domain event is needed; the rest of it is not even read. */
  readonly payload: Payload;
  readonly data: Data;
  readonly example: z.infer<Data>;
  readonly concerns: (event: z.infer<Payload>) => Concerned;
  readonly forget?: (event: z.infer<Payload>, known: KnownPeople) => readonly Forgetting[];
  readonly tell: (event: z.infer<Payload>, known: KnownPeople) => Telling<z.infer<Data>> | null;
}

/** Makes a type of the catalogue out of its definition; what it tells is held to its schema. */
export function liveEvent<Payload extends z.ZodObject, Data extends z.ZodObject>(
  definition: Definition<Payload, Data>,
): LiveEventType {
  const { type, description, topics, payload: shape, data, example } = definition;
  return {
    type,
    description,
    topics,
    data,
    example: example as JsonObject,
    concerns: (payload) => definition.concerns(shape.parse(payload)),
    forget: (payload, known) => definition.forget?.(shape.parse(payload), known) ?? [],
    tell: (payload, known) => {
      const told = definition.tell(shape.parse(payload), known);
      if (told === null) return null;
      return { ...told, data: data.strict().parse(told.data) as JsonObject };
    },
  };
}
