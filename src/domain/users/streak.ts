const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A time zone, and its date in the minute that was asked about last. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  minute: number;
  date: string;
}

/**
 * Making a format is slow, and using it dear where every request does; days change at whole minutes.
 * There are some hundred time zones, and only valid ones get here.
 */
const zones = new Map<string, Zone>();

/**
 * The streak that counts today: days in a row with activity, up to and including the last one,
 * as long as that was today or yesterday in the user's own time zone; else 0.
 *
 * @param storedDays days in a row as of `lastActivityDate`.
 * @param lastActivityDate calendar date `YYYY-MM-DD`, or null for a user who never was active.
 * @param timeZone IANA name; the day is cut there.
 */
export function currentStreak(
  storedDays: number,
  lastActivityDate: string | null,
  timeZone: string,
  now: Date,
): number {
  if (lastActivityDate === null) return 0;
  const today = calendarDate(now, timeZone);
  const age = (Date.parse(today) - Date.parse(lastActivityDate)) / DAY_MS;
  return age <= 1 ? storedDays : 0;
}

/** The calendar date at a moment in a time zone, as `YYYY-MM-DD`. */
export function calendarDate(moment: Date, timeZone: string): string {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    zone = { format, minute: Number.NaN, date: '' };
    zones.set(timeZone, zone);
  }
  const minute = Math.floor(moment.getTime() / MINUTE_MS);
  if (minute !== zone.minute) {
    zone.date = zone.format.format(moment);
    zone.minute = minute;
  }
  return zone.date;
}
