import type { FastifyReply } from 'fastify';
import type { Limit } from '../../../platform/rate-limit/limit';
import { type Standing, tightest } from './standing';

/** What browsers may show to pages of other origins. */
export const RATE_LIMIT_HEADERS = [
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'RateLimit',
  'RateLimit-Policy',
];

const policies = new WeakMap<Limit, string>();

/**
 * Writes how the caller stands: three headers with the limit that stops them first, and the two of
 * the IETF's draft (draft-ietf-httpapi-ratelimit-headers) with every limit that counted this request.
 */
export function tellStanding(
  reply: FastifyReply,
  standings: readonly [Standing, ...Standing[]],
): void {
  const first = tightest(standings);
  void reply
    .header('x-ratelimit-limit', String(first.limit.requests))
    .header('x-ratelimit-remaining', String(first.remaining))
    .header('x-ratelimit-reset', String(first.fullAgainAt))
    .header('ratelimit', listed(standings, state))
    .header('ratelimit-policy', listed(standings, policy));
}

function listed(
  standings: readonly [Standing, ...Standing[]],
  item: (standing: Standing) => string,
): string {
  const [only] = standings;
  return standings.length === 1 ? item(only) : standings.map(item).join(', ');
}

function state({ limit, remaining, secondsToNext }: Standing): string {
  return `"${limit.name}";r=${remaining};t=${secondsToNext}`;
}

/** Strings, as structured fields have them; the names of limits need no escapes. */
function policy({ limit }: Standing): string {
  let text = policies.get(limit);
  if (text === undefined) {
    text = `"${limit.name}";q=${limit.requests};w=${limit.seconds}`;
    policies.set(limit, text);
  }
  return text;
}
