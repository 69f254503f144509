import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { DayRange } from '../rollups/day-range';

/** People alike in what their streak is read from. */
interface StoredStreak {
  /** Days in a row as of the last day with learning. */
  readonly storedDays: number;
  /** `YYYY-MM-DD`, in their own time zone. */
  readonly lastDay: string;
  readonly timeZone: string;
  readonly users: number;
}

const SIGNUPS = `
  SELECT (created_at AT TIME ZONE $1)::date::text AS date, count(*)::integer AS count
  FROM users WHERE (created_at AT TIME ZONE $1)::date BETWEEN $2 AND $3
  GROUP BY 1`;

const STREAKS = `
  SELECT current_streak_days AS "storedDays", last_activity_date::text AS "lastDay",
         time_zone AS "timeZone", count(*)::integer AS users
  FROM users WHERE last_activity_date >= $1::date
  GROUP BY 1, 2, 3`;

/** Who signed up, and who keeps at it. */
@Injectable()
export class UserCountsRepository {
  constructor(private readonly database: Database) {}

  /** Everybody who is registered, disabled accounts too. */
  async total(): Promise<number> {
    const [row] = await this.database.prepared<{ total: number }>(
      'analytics_users',
      `SELECT count(*)::integer AS total FROM users`,
      [],
    );
    return row?.total ?? 0;
  }

  /**
   * Sign-ups by day; days without any are left out.
   *
   * @param timeZone in PostgreSQL's words.
   */
  async signups(timeZone: string, range: DayRange): Promise<Map<string, number>> {
    const rows = await this.database.prepared<{ date: string; count: number }>(
      'analytics_signups',
      SIGNUPS,
      [timeZone, range.from, range.to],
    );
    return new Map(rows.map(({ date, count }) => [date, count]));
  }

  /** The stored streaks of everybody who learned something on this day or later. */
  streaksSince(day: string): Promise<StoredStreak[]> {
    return this.database.prepared<StoredStreak>('analytics_streaks', STREAKS, [day]);
  }
}
