import type { Params } from 'nestjs-pino';
import type { Configuration } from '../config/configuration';
import { SECRET_PATHS } from './secret-paths';

/**
 * How the log looks. Requests are not logged one by one: what fails on our side is, by the error
 * filter, with the route's pattern instead of its address. Bodies, tokens, addresses of people,
 * share links and message texts never reach the log.
 */
export function loggerOptions(configuration: Configuration): Params {
  return {
    // A logger of its own for each request costs every request a tenth of its time.
    forRoutes: [],
    pinoHttp: {
      level: configuration.log.level,
      redact: { paths: SECRET_PATHS, censor: '[redacted]' },
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
