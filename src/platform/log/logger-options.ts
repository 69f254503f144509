import type { Params } from 'nestjs-pino';
import type { Configuration } from '../config/configuration';

/** Probes ask every few seconds; their requests would drown the rest. */
const QUIET_PATH = /^\/health\//;

/**
 * How the log looks. A request is one line: verb, path without its query, status, duration.
 * Bodies, tokens, addresses of people and message texts never reach it.
 */
export function loggerOptions(configuration: Configuration): Params {
  return {
    pinoHttp: {
      level: configuration.log.level,
      autoLogging: { ignore: (request) => QUIET_PATH.test(request.url ?? '') },
      customLogLevel: (_request, response, error) => {
        if (error !== undefined || response.statusCode >= 500) return 'error';
        return 'debug';
      },
      serializers: {
        req: (request: { id: unknown; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: withoutSecrets(request.url.split('?', 1)[0] ?? ''),
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
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

/** A share link is a key: it must not be readable in a log. */
function withoutSecrets(path: string): string {
  return path.replace(/(\/chat\/share\/)[^/]+/, '$1…');
}
