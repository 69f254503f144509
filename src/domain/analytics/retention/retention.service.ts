import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { Invalid } from '../../../kernel/errors';
import { postgresTimeZone } from '../postgres-time-zone';
import { daysAfter } from '../reports/calendar-day';
import { requirePlatformAdmin } from '../reports/report-audience';
import { RollupReader } from '../rollups/rollup-reader';
import { CohortSizesRepository } from './cohort-sizes.repository';
import { type Cohort, mondayOf, mondaysFrom, retentionTable } from './retention-table';

const FIRST_DAY = '2000-01-01';

/** Which cohorts to look at. */
export interface RetentionRequest {
  /** Any day of the week of the first cohort, `YYYY-MM-DD`; null: so that this week is the last. */
  readonly from: string | null;
  /** How many cohorts, and how many weeks of each, at most. */
  readonly weeks: number;
}

/** Who came back in the weeks after they signed up. */
export interface Retention {
  readonly cohorts: readonly Cohort[];
  readonly timeZone: string;
  readonly asOf: Date;
}

/** Retention by weeks of sign-up: numbers of people, nobody is named. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly rollups: RollupReader,
    private readonly sizes: CohortSizesRepository,
  ) {}

  /**
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a day in the future or before 2000.
   */
  async read(actor: Actor, { from, weeks }: RetentionRequest): Promise<Retention> {
    requirePlatformAdmin(actor);
    return this.rollups.read(async (rollups) => {
      const { timeZone, asOf, today } = rollups;
      requireKnown(from, today);
      const thisWeek = mondayOf(today);
      const first = from === null ? daysAfter(thisWeek, 7 * (1 - weeks)) : mondayOf(from);
      const mondays = mondaysFrom(first, weeks, thisWeek);
      const last = mondays.at(-1) ?? first;
      const sizes = await this.sizes.count(first, last, postgresTimeZone(timeZone));
      const active = await rollups.cohorts(first, last);
      return { cohorts: retentionTable(mondays, weeks, thisWeek, sizes, active), timeZone, asOf };
    });
  }
}

function requireKnown(from: string | null, today: string): void {
  if (from === null) return;
  const refuse = (message: string, rule: string): Invalid =>
    new Invalid([{ path: ['query', 'from_week'], message, rule }]);
  if (from < FIRST_DAY) {
    throw refuse(`reports begin with ${FIRST_DAY}: name that day or a later one`, 'date');
  }
  if (from > today) {
    throw refuse(
      `${from} lies in the future: today is ${today} in the reporting time zone`,
      'date_in_future',
    );
  }
}
