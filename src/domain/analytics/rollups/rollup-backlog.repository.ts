import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { postgresTimeZone } from '../postgres-time-zone';
import { newEventsOf } from './new-events';
import type { RollupState } from './rollup-state';
import type { ChangedPerson, RollupStep } from './rollup-step';

/** Which events wait to be rolled up, and whose they are. */
@Injectable()
export class RollupBacklogRepository {
  constructor(private readonly database: Database) {}

  /**
   * The first transaction of this database that may still be open: of those before it everything
   * can be seen. Other databases of the server are their own affair.
   */
  async firstOpenTransaction(): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      `SELECT first_open_transaction()::text AS id`,
    );
    return row?.id as string;
  }

  /**
   * How far a step of about so many events goes: never into the middle of a transaction.
   *
   * @returns `upper` where there are no more of them.
   */
  async endOfStep(lower: string, upper: string, events: number): Promise<string> {
    const row = await this.database.queryOne<{ end: string }>(
      `SELECT CASE WHEN last.id > first.id THEN last.id::text
                   ELSE (last.id::text::numeric + 1)::text END AS "end"
       FROM (SELECT recorded_in AS id FROM activity_events
             WHERE recorded_in >= $1::xid8 AND recorded_in < $2::xid8
             ORDER BY recorded_in LIMIT 1) first,
            (SELECT recorded_in AS id FROM activity_events
             WHERE recorded_in >= $1::xid8 AND recorded_in < $2::xid8
             ORDER BY recorded_in OFFSET $3 LIMIT 1) last`,
      [lower, upper, events],
    );
    return row?.end ?? upper;
  }

  /** How many of at most so many events wait, and how many the rollups hold. */
  async backlog(
    { generation, settledBefore }: RollupState,
    upper: string,
    most: number,
  ): Promise<{ waiting: number; settled: number }> {
    const row = await this.database.queryOne<{ waiting: number; settled: number }>(
      `SELECT (SELECT count(*)::float8
               FROM (SELECT FROM activity_events
                     WHERE recorded_in >= $1::xid8 AND recorded_in < $2::xid8
                     LIMIT $4) event) AS waiting,
              (SELECT coalesce(sum(value), 0)::float8 FROM activity_daily
               WHERE generation = $3 AND course_id = 0 AND measure = 'events') AS settled`,
      [settledBefore, upper, generation, most],
    );
    return row ?? { waiting: 0, settled: 0 };
  }

  /** Whom the events of a step are of. */
  async changed({ settledBefore, settlingBefore, timeZone }: RollupStep): Promise<ChangedPerson[]> {
    const changed = await this.database.query<ChangedPerson>(
      `WITH ${newEventsOf('$1::xid8', '$2::xid8', '$3::text')}
       SELECT changed.user_id AS "userId", changed.from_at::text AS "fromMoment",
              count(*)::integer AS events
       FROM changed
       CROSS JOIN LATERAL (
         SELECT FROM activity_events one
         WHERE one.user_id = changed.user_id AND one.occurred_at >= changed.from_at OFFSET 0) event
       GROUP BY changed.user_id, changed.from_at ORDER BY changed.user_id`,
      [settledBefore, settlingBefore, postgresTimeZone(timeZone)],
    );
    return changed;
  }

  /** Ids of at most so many users after one, in their order. */
  async usersAfter(id: number, most: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM users WHERE id > $1 ORDER BY id LIMIT $2`,
      [id, most],
    );
    return rows.map((row) => row.id);
  }

  /** Those of the users who have events, with everything they ever did. */
  withEverything(userIds: readonly number[]): Promise<ChangedPerson[]> {
    return this.database.query<ChangedPerson>(
      `SELECT user_id AS "userId", '-infinity' AS "fromMoment", count(*)::integer AS events
       FROM activity_events WHERE user_id = ANY ($1::integer[])
       GROUP BY user_id ORDER BY user_id`,
      [userIds],
    );
  }
}
