const FIRST_PAUSE_SECONDS = 4;
const LONGEST_PAUSE_SECONDS = 3_600;

/**
 * Seconds to wait after a failed try: doubled each time, up to an hour, and spread by a quarter so
 * that mails which failed together don't come back together.
 *
 * @param attempts tries so far, at least 1.
 */
export function pauseBeforeRetry(attempts: number, random: () => number = Math.random): number {
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);
  return Math.round(pause * (0.75 + random() / 2));
}
