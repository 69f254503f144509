import { Invalid } from '../../../kernel/errors';
import type { DayRange } from './usage';

const DAY_MS = 86_400_000;
/** A leap year. */
const MOST_DAYS = 366;
const DEFAULT_DAYS = 30;

/**
 * A range of UTC days, both ends inclusive. Without an end it ends today, without a beginning it
 * has thirty days.
 *
 * @throws Invalid when it ends before it begins or is longer than a leap year.
 */
export function dayRange(
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
): DayRange {
  const to = given.to ?? dayOf(now.getTime());
  const from = given.from ?? dayOf(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw wrong('date_to is before date_from', 'date_range');
  if (days > MOST_DAYS) throw wrong(`the range has more than ${MOST_DAYS} days`, 'date_range');
  return { from, to };
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function wrong(message: string, rule: string): Invalid {
  return new Invalid([{ path: ['query', 'date_to'], message, rule }]);
}
