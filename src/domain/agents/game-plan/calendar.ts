/** Calendar dates as `YYYY-MM-DD`, counted in UTC. */

/** The date so many months later; the last day of the month where the day does not exist. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const later = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
  return later.toISOString().slice(0, 10);
}

/**
 * In which month of a plan a date falls: 1 for the first. A deadline must lie at the end of that
 * month or after it, so that whatever is planned for the month is done in time.
 *
 * @returns 0 for a deadline within the first month or before the start.
 */
export function wholeMonthsUntil(start: string, date: string): number {
  let months = 0;
  while (months < 600 && monthsLater(start, months + 1) <= date) months += 1;
  return months;
}

/** The calendar year in which a student of this grade leaves school; school years end in June. */
export function graduationYear(today: string, grade: number): number {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const endOfThisSchoolYear = month >= 7 ? year + 1 : year;
  return endOfThisSchoolYear + (12 - grade);
}
