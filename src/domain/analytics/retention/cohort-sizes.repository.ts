import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** How many people signed up in each week. */
@Injectable()
export class CohortSizesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Of the weeks from one Monday to another, by their Mondays; those without anybody are left out.
   *
   * @param timeZone in PostgreSQL's words.
   */
  async count(
    fromWeek: string,
    toWeek: string,
    timeZone: string,
  ): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.prepared<{ week: string; size: number }>(
      'analytics_cohort_sizes',
      `SELECT date_trunc('week', created_at AT TIME ZONE $3)::date::text AS week,
              count(*)::integer AS size
       FROM users
       WHERE created_at >= $1::timestamp AT TIME ZONE $3
         AND created_at < ($2::timestamp + interval '7 days') AT TIME ZONE $3
       GROUP BY 1`,
      [fromWeek, toWeek, timeZone],
    );
    return new Map(rows.map(({ week, size }) => [week, size]));
  }
}
