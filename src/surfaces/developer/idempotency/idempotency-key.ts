import type { FastifyRequest } from 'fastify';
import { Invalid } from '../../../kernel/errors';

/** As the header is written. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';
const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/** The client's key; null for a request without one. @throws Invalid */
export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && VISIBLE_ASCII.test(key)) return key;
  throw new Invalid([
    {
      path: ['header', IDEMPOTENCY_KEY],
      message: 'value is not 1 to 255 visible ASCII characters, e.g. a UUID',
      rule: 'idempotency_key',
    },
  ]);
}
