import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from './documented-errors';

type Headers = NonNullable<NonNullable<OpenAPIObject['components']>['headers']>;

const COUNT = { type: 'integer', minimum: 0 } as const;

/** Headers that a document explains once and replies refer to. */
export const DOCUMENTED_HEADERS: Headers = {
  'X-RateLimit-Limit': {
    description: 'How many requests the limit allows.',
    schema: { ...COUNT, example: 60 },
  },
  'X-RateLimit-Remaining': {
    description: 'How many of them are left.',
    schema: { ...COUNT, example: 59 },
  },
  'X-RateLimit-Reset': {
    description: 'When all of them are there again: seconds since 1970.',
    schema: { ...COUNT, example: 1_795_350_505 },
  },
  'Retry-After': {
    description: 'The seconds to wait before the next request.',
    schema: { ...COUNT, example: 1 },
  },
  ETag: {
    description: 'What names this state; send it back as If-None-Match.',
    schema: { type: 'string', example: '"2jmj7l5rSw0yVb_vlWAYkK_YBwk"' },
  },
};

const OF_LIMITS = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

/**
 * Names the headers of replies that clients plan by: how they stand with their limit, when to come
 * back, and the tag of a GET that is conditional. Call it once every reply of the route is there.
 */
export function describeHeaders(operation: Operation): void {
  const isConditional = operation.responses['304'] !== undefined;
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response === undefined || '$ref' in response) continue;
    const isSuccess = /^[23]/.test(status);
    const names = [
      ...(isSuccess || status === '429' ? OF_LIMITS : []),
      ...(status === '429' ? ['Retry-After'] : []),
      ...(isSuccess && isConditional ? ['ETag'] : []),
    ];
    if (names.length === 0) continue;
    response.headers = {
      ...Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
      ...response.headers,
    };
  }
}
