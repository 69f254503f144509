import { type Finding, ok, problem, warning } from './finding';

const NOTICEABLE_MS = 1_000;
/** From here on workers take jobs away from each other: a lock of a job lasts six seconds. */
const HARMFUL_MS = 4_000;

/**
 * Whether two clocks agree.
 *
 * @param theirs milliseconds of the service's clock, read at some moment between ours: an answer
 * that was long on its way says nothing about the clock.
 * @param ours of ours when it was asked and when it had answered.
 */
export function clockFinding(
  area: string,
  whose: string,
  theirs: number,
  ours: { readonly asked: number; readonly answered: number },
): Finding {
  const skew = Math.max(0, ours.asked - theirs, theirs - ours.answered);
  const seconds = (skew / 1_000).toFixed(1);
  const mend = 'Let every machine keep its time by NTP.';
  if (skew >= HARMFUL_MS) {
    return problem(
      area,
      `The clock of ${whose} and ours differ by ${seconds} s: jobs would be taken away from workers that are alive.`,
      mend,
    );
  }
  return skew >= NOTICEABLE_MS
    ? warning(area, `The clock of ${whose} and ours differ by ${seconds} s.`, mend)
    : ok(area, `The clock of ${whose} and ours agree.`);
}
