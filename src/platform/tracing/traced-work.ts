/** A job as traces name it. */
export interface TracedJob {
  readonly name: string;
  readonly queue: string;
  readonly id: string;
}

/** Follows work through requests, statements and jobs. */
export interface Tracing {
  /** The work under way, as W3C's `traceparent` has it; null outside of any. */
  current(): string | null;
  /** Calls the request under way by its route instead of its address. */
  nameRequest(method: string, route: string): void;
  /** Runs a job as a part of the work that it follows from. @param parent a `traceparent`. */
  job<Result>(job: TracedJob, parent: string | null, work: () => Promise<Result>): Promise<Result>;
  /** Hands over what is still held. */
  close(): Promise<void>;
}
