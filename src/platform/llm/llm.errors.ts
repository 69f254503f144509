import { Unavailable, Unprocessable } from '../../kernel/errors';

/** What is known about a failure besides its message. */
export interface FailureDetails {
  /** The technical account; for logs, never for the caller. */
  cause?: unknown;
  /** Whether the same request may well succeed in a moment. */
  transient?: boolean;
  /** After how many seconds the provider wants to be asked again. */
  retryAfterSeconds?: number;
}

/** The provider can't be reached, is overloaded or failing, or is being left alone for a while. */
export class ModelUnavailable extends Unavailable {
  override readonly code = 'model_unavailable';
  override readonly retryAfterSeconds: number | undefined;
  readonly transient: boolean;

  constructor(message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.transient = details.transient ?? true;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The provider kept us waiting: for the first word, for the next one, or for the end. */
export class ModelTimedOut extends Unavailable {
  override readonly code = 'model_timed_out';
  readonly transient = true;

  constructor(waitedFor: 'first_token' | 'next_token' | 'end', limitMs: number) {
    const limit = `${Number((limitMs / 1000).toFixed(1))} s`;
    super(
      {
        first_token: `The language model did not begin to answer within ${limit}. Please try again.`,
        next_token: `The language model fell silent for ${limit} inside its answer. Please try again.`,
        end: `The language model did not finish its answer within ${limit}. Please try again.`,
      }[waitedFor],
    );
  }
}

/** The provider does not accept our credentials. Only whoever runs this installation can help. */
export class ModelAccessDenied extends Unavailable {
  override readonly code = 'model_access_denied';
  readonly transient = false;

  constructor(details: FailureDetails = {}) {
    super(
      'The language model refused our credentials. Ask the administrator to check the API key ' +
        'and its permissions.',
      { cause: details.cause },
    );
  }
}

/** The provider understood the request and will not carry it out, however often it is sent. */
export class ModelRejectedRequest extends Unprocessable {
  override readonly code = 'model_rejected_request';
  readonly transient = false;

  constructor(details: FailureDetails = {}) {
    super(
      'The language model cannot answer this request. The name of the model, the length of the ' +
        'conversation or a parameter may not suit it.',
      { cause: details.cause },
    );
  }
}

/** The reply ended before the provider said that it was complete. */
export class ModelStreamBroken extends Unavailable {
  override readonly code = 'model_stream_broken';
  readonly transient: boolean;

  constructor(details: FailureDetails = {}) {
    super('The language model stopped before its answer was complete. Please try again.', {
      cause: details.cause,
    });
    this.transient = details.transient ?? true;
  }
}

/** Every way in which a model fails. */
export type ModelFailure =
  | ModelUnavailable
  | ModelTimedOut
  | ModelAccessDenied
  | ModelRejectedRequest
  | ModelStreamBroken;

/** Tells a failure of the model from an abort and from a fault of ours. */
export function isModelFailure(error: unknown): error is ModelFailure {
  return (
    error instanceof ModelUnavailable ||
    error instanceof ModelTimedOut ||
    error instanceof ModelAccessDenied ||
    error instanceof ModelRejectedRequest ||
    error instanceof ModelStreamBroken
  );
}
