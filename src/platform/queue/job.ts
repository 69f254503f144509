import type { z } from 'zod';

/** The queues, by how long a caller may wait; few, so that an operator can watch them. */
export const QUEUES = ['fast', 'slow'] as const;
export type QueueName = (typeof QUEUES)[number];

/** What a feature declares about one kind of background work. */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly queue: QueueName;
  /** The payload is checked when the job is written and again when it runs. */
  readonly schema: z.ZodType<Payload>;
  /** How often it is tried in all. */
  readonly attempts: number;
  /** Pause before the second try in milliseconds; doubled for each further one. */
  readonly backoffMs: number;
  /** Set for work that the clock starts: every so many milliseconds, with an empty payload. */
  readonly everyMs?: number;
}

const declared = new Map<string, JobDefinition<unknown>>();

/**
 * Declares a job. Its handler is a service method marked with `@OnJob(definition)`;
 * the application refuses to start without exactly one. A job may run twice: handlers are idempotent.
 *
 * @throws Error when another job has that name already.
 */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  if (declared.has(definition.name)) {
    throw new Error(`Two jobs are called "${definition.name}". Give one of them another name.`);
  }
  declared.set(definition.name, definition as JobDefinition<unknown>);
  return definition;
}

/** Every job that any loaded feature declares. */
export function declaredJobs(): readonly JobDefinition<unknown>[] {
  return [...declared.values()];
}
