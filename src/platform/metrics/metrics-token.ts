import { hash, timingSafeEqual } from 'node:crypto';

/**
 * Whether a presented token is the one that reads the metrics; never where none is set. How long it
 * takes tells nothing of how much of it was right.
 */
export function isMetricsToken(presented: string | null, token: string | null): boolean {
  if (presented === null || token === null) return false;
  return timingSafeEqual(hash('sha256', presented, 'buffer'), hash('sha256', token, 'buffer'));
}
