import type { JsonValue } from '../../kernel/json';

/**
 * Something that happened in the domain. Events are classes with a stable name;
 * their payload is what a subscriber in any process may know.
 */
export abstract class DomainEvent<Payload extends JsonValue = JsonValue> {
  /** Noun and verb, e.g. `prompt.published`. */
  abstract readonly name: string;

  constructor(readonly payload: Payload) {}
}
