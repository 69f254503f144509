import type { ServerFrame } from '../server-frames';

/** Under which event a frame is told; `error` would collide with what clients emit themselves. */
export const EVENT_OF: Readonly<Record<ServerFrame['type'], string>> = {
  auth: 'auth',
  subscribed: 'subscribed',
  unsubscribed: 'unsubscribed',
  event: 'event',
  error: 'exception',
  pong: 'pong',
  goodbye: 'goodbye',
};

/**
 * The frame that an event of a client stands for: its name is the type, its one argument the rest.
 * What is no such event becomes a frame that says what is wrong with it.
 *
 * @param id by which the answer is known again; undefined leaves the client's own.
 */
export function frameOfEvent(
  name: unknown,
  parameters: readonly unknown[],
  id: string | undefined,
): Readonly<Record<string, unknown>> {
  const [first = {}, ...further] = parameters;
  return {
    ...(isRecord(first) ? first : { argument: typeof first }),
    ...(further.length === 0 ? {} : { further_arguments: further.length }),
    type: name,
    ...(id === undefined ? {} : { id }),
  };
}

/** What JSON calls an object; bytes are none, and have as many members as they are long. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
