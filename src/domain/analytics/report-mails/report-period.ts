import { daysAfter } from '../reports/calendar-day';
import type { DayRange } from '../rollups/day-range';
import type { MailFrequency } from './report-mail';

/** From this hour on, in the reporting time zone, mails tell of the period that is over. */
const MAIL_HOUR = 6;

/** The latest period of which a mail is due at this moment: over, and it has struck six since. */
export function periodJustOver(frequency: MailFrequency, now: Date, timeZone: string): DayRange {
  const { day, hour } = wallClock(now, timeZone);
  const begun = startOf(frequency, hour < MAIL_HOUR ? daysAfter(day, -1) : day);
  const to = daysAfter(begun, -1);
  return { from: startOf(frequency, to), to };
}

/** The day on which the period after the one that ends on this day is mailed. */
export function nextMailOn(frequency: MailFrequency, mailedThrough: string): string {
  const from = daysAfter(mailedThrough, 1);
  if (frequency === 'daily') return daysAfter(from, 1);
  if (frequency === 'weekly') return daysAfter(startOf('weekly', from), 7);
  return startOf('monthly', daysAfter(startOf('monthly', from), 31));
}

/** The first day of the period in which a day lies. */
function startOf(frequency: MailFrequency, day: string): string {
  if (frequency === 'daily') return day;
  if (frequency === 'monthly') return `${day.slice(0, 7)}-01`;
  return daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7));
}

function wallClock(now: Date, timeZone: string): { day: string; hour: number } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((found) => found.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
  };
}
