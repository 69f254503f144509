import { TooYoung } from './users.errors';

/** The age from which a person may open an account without a guardian's consent. */
const MINIMUM_AGE_YEARS = 13;

/**
 * Whether a person is younger than so many years. On the birthday itself they are not; who was
 * born on 29 February has their birthday on 1 March in other years. Counted in UTC.
 *
 * @param dateOfBirth calendar date `YYYY-MM-DD`.
 */
export function isUnder(years: number, dateOfBirth: string, now: Date): boolean {
  const [year = 0, month = 1, day = 1] = dateOfBirth.split('-').map(Number);
  return now.getTime() < Date.UTC(year + years, month - 1, day);
}

/** Whether a date of birth is known and says under 13. */
export function isChild(dateOfBirth: string | null): boolean {
  return dateOfBirth !== null && isUnder(MINIMUM_AGE_YEARS, dateOfBirth, new Date());
}

/** @throws TooYoung when a date of birth is known and says under 13. */
export function requireOldEnough(dateOfBirth: string | null): void {
  if (isChild(dateOfBirth)) throw new TooYoung();
}
