import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of the log tells of the work that it came from. */
export interface LogContext {
  /** The request, or the one that a job follows from. */
  readonly request_id?: string;
  readonly job?: string;
  readonly job_id?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs work; whatever it logs, now or later, carries the context. */
export function withLogContext<Result>(context: LogContext, work: () => Result): Result {
  return storage.run(context, work);
}

/** The context of the work under way, if any. */
export function logContext(): LogContext | undefined {
  return storage.getStore();
}
