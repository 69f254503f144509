import type { StudentRecord } from '../../students/student-record';

const MOST_WEEKLY = 10;
const LEAST_WEEKLY = 4;
const FREE_WEEKLY = 12;
const TAKEN_BY_ACTIVITY = 0.3;
const WEEKS_A_MONTH = 4;

/**
 * How many hours a month a plan may ask of a student: four weeks of 12 hours less three tenths of
 * the weekly hours of their activities, between 4 and 10 hours a week; rounded down.
 */
export function monthlyCapacity(record: StudentRecord): number {
  const busy = record.activities.reduce((sum, { hoursPerWeek }) => sum + (hoursPerWeek ?? 0), 0);
  const weekly = Math.min(
    MOST_WEEKLY,
    Math.max(LEAST_WEEKLY, FREE_WEEKLY - TAKEN_BY_ACTIVITY * busy),
  );
  return Math.floor(WEEKS_A_MONTH * weekly + 1e-9);
}
