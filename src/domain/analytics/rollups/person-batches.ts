import type { ChangedPerson } from './rollup-step';

/** The same persons in groups of at most so many events, but for a person who has more alone. */
export function* batchesOf(
  persons: readonly ChangedPerson[],
  mostEvents: number,
): Generator<ChangedPerson[]> {
  let batch: ChangedPerson[] = [];
  let events = 0;
  for (const person of persons) {
    if (batch.length > 0 && events + person.events > mostEvents) {
      yield batch;
      batch = [];
      events = 0;
    }
    batch.push(person);
    events += person.events;
  }
  if (batch.length > 0) yield batch;
}
