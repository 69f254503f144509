import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { NEWLY_SCORED, scoreTrends } from './score-trend';

/** Where reading what is not settled yet begins: ids of transactions. */
interface TrendMarks {
  /** Trends of scores that were recorded before are stored. */
  readonly trendsBefore: string;
  /** Own events that were recorded before are in `activity_people`. */
  readonly peopleBefore: string;
}

/** Students are held, so that none is erased while their trend is written: those who were are left out. */
const SETTLE = `
  WITH changed AS (${NEWLY_SCORED}
  ), ${scoreTrends('changed')}, gone AS (
    DELETE FROM score_trends stored USING changed
    WHERE stored.user_id = changed.user_id AND stored.course_id = changed.course_id
      AND NOT EXISTS (SELECT FROM trend WHERE trend.user_id = stored.user_id
                        AND trend.course_id = stored.course_id)
  ), student AS MATERIALIZED (
    SELECT id FROM users WHERE id IN (SELECT user_id FROM trend) ORDER BY id FOR KEY SHARE
  ), kept AS (
    INSERT INTO score_trends (user_id, course_id, scored_at, recent, earlier)
    SELECT trend.user_id, trend.course_id, scored_at, recent, earlier
    FROM trend JOIN student ON student.id = trend.user_id
    ON CONFLICT (user_id, course_id) DO UPDATE
    SET scored_at = excluded.scored_at, recent = excluded.recent, earlier = excluded.earlier
  )
  UPDATE score_trend_state state
  SET settled_before = first_open_transaction(), generation = rollup.generation
  FROM activity_rollup_state rollup`;

/** The latest scores of each person in each course, kept so that the list need not read them all. */
@Injectable()
export class ScoreTrendsRepository {
  constructor(private readonly database: Database) {}

  /** @returns false when somebody else is settling. */
  async claim(): Promise<boolean> {
    const row = await this.database.queryOne<{ isMine: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtext('score_trends')) AS "isMine"`,
    );
    return row?.isMine ?? false;
  }

  /**
   * After a rebuild of the rollups everything is read anew: with a restored dump come transaction
   * ids that mean nothing here.
   */
  async marks(): Promise<TrendMarks> {
    const row = await this.database.queryOne<TrendMarks>(
      `SELECT CASE WHEN trends.generation = rollup.generation THEN trends.settled_before
                   ELSE '0' END::text AS "trendsBefore",
              rollup.settled_before::text AS "peopleBefore"
       FROM score_trend_state trends, activity_rollup_state rollup`,
    );
    return row ?? { trendsBefore: '0', peopleBefore: '0' };
  }

  /**
   * Stores the trends of whoever got scores since a mark, as they are now. What is not to be seen
   * yet is recorded in transactions that the new mark does not count as settled.
   */
  async settleSince(trendsBefore: string): Promise<void> {
    await this.database.query(SETTLE, [trendsBefore]);
  }
}
