import type { Params } from 'nestjs-pino';
import type { LogFn, Logger } from 'pino';
import type { Configuration } from '../config/configuration';
import { describeError } from './error-description';
import { logContext } from './log-context';
import { withoutSecrets, withoutValues } from './personal-text';
import { SECRET_PATHS } from './secret-paths';

/**
 * How the log looks. Requests are not logged one by one: what fails on our side is, by the error
 * filter, with the route's pattern instead of its address. Bodies, tokens, addresses of people,
 * share links and message texts never reach the log: errors are told without values, members that
 * hold secrets are struck out, and what looks like a secret is taken out of the finished line. Each
 * line carries the request or job that it came from.
 */
export function loggerOptions(configuration: Configuration): Params {
  return {
    // A logger of its own for each request costs every request a tenth of its time.
    forRoutes: [],
    pinoHttp: {
      level: configuration.log.level,
      redact: { paths: SECRET_PATHS, censor: '[redacted]' },
      serializers: { err: describeError },
      // The error itself comes to the serializer, not what the library makes of it.
      wrapSerializers: false,
      // A copy: pino writes the line's own members into it.
      mixin: () => ({ ...logContext() }),
      hooks: { logMethod: sayWithoutValues, streamWrite: withoutSecrets },
      ...(configuration.log.pretty
        ? {
            transport: {
              target: 'pino-pretty',
              options: { singleLine: true, ignore: 'pid,hostname' },
            },
          }
        : {}),
    },
  };
}

/** A line without words of its own would take those of the error, values and all. */
function sayWithoutValues(this: Logger, line: Parameters<LogFn>, write: LogFn): void {
  const [first, words] = line as [unknown, unknown];
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
  if (error instanceof Error && words === undefined) {
    const subject = first instanceof Error ? { err: first } : (first as object);
    write.call(this, subject, withoutValues(error.message));
  } else {
    write.apply(this, line);
  }
}
