/** When a breaker opens, and for how long. */
export interface BreakerOptions {
  /** So many failed calls in a row open it. */
  readonly failures: number;
  readonly openMs: number;
}

/** Reports how one admitted call went. Only the first report of its end counts. */
export interface BreakerPermit {
  /** The provider began to answer: a breaker that was trying it out opens the way again. */
  answering(): void;
  succeeded(): void;
  failed(): void;
  /** The call ended by no merit or fault of the provider. */
  abandoned(): void;
}

/**
 * Leaves a failing provider alone: after some failed calls in a row every call is refused for a
 * while, then a single one may try; its first word closes the breaker, its failure opens it anew.
 *
 * Written here because the usual libraries wrap a promise. Of a stream they would either see
 * only the beginning, or hold everyone else back until a long reply is through; and they take a
 * call that its caller cancelled for a success.
 */
export class CircuitBreaker {
  readonly #failures: number;
  readonly #openMs: number;
  readonly #now: () => number;
  #failedInARow = 0;
  /** The moment of the last opening; null while closed. */
  #openedAt: number | null = null;
  #trying = false;

  readonly #refusal: (retryAfterSeconds: number) => Error;

  /**
   * `refusal` makes the error of a call that is not let through; `now` is a clock in milliseconds
   * that never goes back.
   */
  constructor(
    options: BreakerOptions,
    refusal: (retryAfterSeconds: number) => Error,
    now: () => number = () => performance.now(),
  ) {
    this.#failures = options.failures;
    this.#openMs = options.openMs;
    this.#refusal = refusal;
    this.#now = now;
  }

  /** Lets a call pass, or raises the refusal with the seconds until the next try. */
  admit(): BreakerPermit {
    if (this.#openedAt === null) {
      return this.#permit(false);
    }
    const waitMs = this.#openedAt + this.#openMs - this.#now();
    if (waitMs > 0 || this.#trying) {
      throw this.#refusal(Math.max(1, Math.ceil(waitMs / 1000)));
    }
    this.#trying = true;
    return this.#permit(true);
  }

  #permit(isTrial: boolean): BreakerPermit {
    let isTrying = isTrial;
    let isOver = false;
    const endTrial = () => {
      if (isTrying) {
        isTrying = false;
        this.#trying = false;
      }
    };
    const once = (report: () => void) => () => {
      if (!isOver) {
        isOver = true;
        report();
        endTrial();
      }
    };
    return {
      answering: () => {
        if (isTrying) {
          this.#openedAt = null;
          endTrial();
        }
      },
      succeeded: once(() => {
        this.#failedInARow = 0;
        if (isTrying) {
          this.#openedAt = null;
        }
      }),
      failed: once(() => {
        this.#failedInARow += 1;
        const isOneTooMany = this.#openedAt === null && this.#failedInARow >= this.#failures;
        if (isTrying || isOneTooMany) {
          this.#openedAt = this.#now();
        }
      }),
      abandoned: once(() => undefined),
    };
  }
}
