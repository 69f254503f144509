import { describeError } from '../log/error-description';

/**
 * Why a job failed, as the queue keeps it for two weeks: the kind of the error and where it came from.
 * Values that its message quoted, a person's words among them, are not kept.
 */
export class JobFailed extends Error {
  constructor(error: unknown) {
    const { type, code, message, stack } = describeError(error);
    super(`${type}${code === undefined ? '' : ` (${code})`}: ${message}`);
    this.stack = `${type}\n${stack}`;
  }
}
