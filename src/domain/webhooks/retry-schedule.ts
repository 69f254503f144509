/** Pauses after the first, second, … failed attempt, in seconds; after the last one it is over. */
const PAUSES = [5, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];
/** However long an endpoint asks for, it is not left alone longer than this. */
const LONGEST_ASKED_SECONDS = 86_400;

/**
 * Seconds to wait after a failed attempt, spread by a fifth so that what failed together does not
 * come back together; at least what the endpoint asked for, within a day. Null when there is no
 * further attempt.
 *
 * @param tries attempts so far, at least 1.
 */
export function pauseAfter(
  tries: number,
  retryAfterSeconds: number | null,
  random: () => number = Math.random,
): number | null {
  const pause = PAUSES[tries - 1];
  if (pause === undefined) return null;
  const asked = Math.min(retryAfterSeconds ?? 0, LONGEST_ASKED_SECONDS);
  return Math.max(Math.round(pause * (0.8 + random() * 0.4)), asked);
}

/** Attempts in all before a delivery has failed. */
export const MOST_TRIES = PAUSES.length + 1;

/**
 * The seconds that a Retry-After header asks for: a number, or a moment. Null for anything else.
 *
 * @param now milliseconds since 1970.
 */
export function retryAfterOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? null : Math.max(0, Math.ceil((moment - now) / 1_000));
}
