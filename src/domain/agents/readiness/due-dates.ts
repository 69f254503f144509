import type { StudentRecord } from '../../students/student-record';

const DAY_MS = 86_400_000;

/**
 * The day by which early applications are due: the first of November of the last school year. From
 * the year of graduation, or from the grade with school years that begin in August; null for
 * students beyond school, or when neither is known.
 */
export function applicationsDue(
  { graduationYear, grade }: Pick<StudentRecord, 'graduationYear' | 'grade'>,
  today: string,
): string | null {
  if (grade !== null && grade > 12) return null;
  if (graduationYear !== null) return `${graduationYear - 1}-11-01`;
  if (grade === null) return null;
  const [year = 0, month = 0] = today.split('-').map(Number);
  const endOfSchoolYear = month >= 8 ? year + 1 : year;
  return `${endOfSchoolYear + 12 - grade - 1}-11-01`;
}

/** So many days from today, but not after the applications are due while that is a week off or more. */
export function dueOn(today: string, days: number, applications: string | null): string {
  const wanted = plusDays(today, days);
  return applications !== null && applications < wanted && applications >= plusDays(today, 7)
    ? applications
    : wanted;
}

/** A time in words, e.g. `Next 3 months`. */
export function timelineUntil(today: string, due: string): string {
  const days = Math.round((Date.parse(due) - Date.parse(today)) / DAY_MS);
  if (days <= 21) return 'Next 2 weeks';
  const months = Math.round(days / 30);
  return months <= 1 ? 'Next month' : `Next ${months} months`;
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
