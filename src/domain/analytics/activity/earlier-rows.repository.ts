import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { ActivityEvent } from './activity-event';
import type { EarlierRows, Sameness } from './earlier-rows';

/** What one row tells, and whether an event tells it already. */
export interface EarlierRow extends ActivityEvent {
  readonly id: string;
  readonly isKnown: boolean;
}

/** The name under which it is remembered that there is nothing left to read. */
const READ_TWICE = 'earlier rows, twice';

/** What the table of events calls what a row is recognised by. */
const COLUMNS: Readonly<Record<Sameness, string>> = {
  key: 'md5(row.key)::uuid',
  object_id: 'row."objectId"',
  topic_id: 'row."topicId"',
};

/** Reads what earlier releases left, and what is still under way. */
@Injectable()
export class EarlierRowsRepository {
  constructor(private readonly database: Database) {}

  /**
   * The next rows in the order of their ids that were not touched since a moment.
   *
   * @param after the id of the last row that was read; null for the first ones.
   */
  async next(
    rows: EarlierRows,
    after: string | null,
    untouchedSince: Date,
    most: number,
  ): Promise<EarlierRow[]> {
    const { sameness } = rows;
    return this.database.query<EarlierRow>(
      `WITH row AS MATERIALIZED (
         SELECT ${rows.id} AS place, ${rows.key} AS key, ${rows.occurredAt} AS "occurredAt",
                ${rows.userId} AS "userId", ${rows.isOwn} AS "isOwn",
                ${rows.courseId ?? 'NULL::integer'} AS "courseId",
                ${rows.topicId ?? 'NULL::integer'} AS "topicId",
                (${rows.objectId ?? 'NULL::integer'})::integer AS "objectId",
                ${rows.score ?? 'NULL::integer'} AS score, ${rows.outcome ?? 'NULL::text'} AS outcome,
                ${rows.knownAt ?? rows.occurredAt} AS "knownAt"
         FROM ${rows.from}
         WHERE ($1::text IS NULL OR ${rows.id} > ($1::text)::${idType(rows)})
           AND ${rows.touchedAt} < $2::timestamptz AND (${rows.where ?? 'true'})
         ORDER BY ${rows.id} LIMIT $3
       ), known AS MATERIALIZED (
         SELECT DISTINCT user_id, ${sameness} AS same FROM activity_events
         WHERE kind = $4 AND source IN ('trellis', 'backfill')
           AND user_id IN (SELECT "userId" FROM row)
       )
       SELECT row.place::text AS id, row.key, row."occurredAt", row."userId", $4 AS kind,
              row."isOwn", row."courseId", row."topicId", row."objectId",
              NULL AS "durationMs", row.score, row.outcome, NULL AS "costMicrodollars",
              'backfill' AS source, row."knownAt", known.user_id IS NOT NULL AS "isKnown"
       FROM row LEFT JOIN known
         ON known.user_id = row."userId" AND known.same = ${COLUMNS[sameness]}
       ORDER BY row.place`,
      [after, untouchedSince, most, rows.kind],
    );
  }

  /**
   * A moment of which everything is told: no transaction that began before it goes on, and no event
   * that was written before it is still on its way to this sink.
   */
  async allToldUntil(sink: string, eventNames: readonly string[]): Promise<Date> {
    const [running] = await this.database.query<{ since: Date }>(
      `SELECT least(clock_timestamp(), min(xact_start)) AS since FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND backend_type = 'client backend'`,
    );
    const [waiting] = await this.database.query<{ since: Date | null }>(
      `SELECT least(
         (SELECT min(created_at) FROM outbox WHERE kind = 'event' AND name = ANY($2)),
         (SELECT min(occurred_at) FROM deferred_events WHERE sink = $1)
       ) - interval '1 minute' AS since`,
      [sink, eventNames],
    );
    const moments = [running?.since, waiting?.since].filter((moment) => moment instanceof Date);
    return new Date(Math.min(...moments.map((moment) => moment.getTime())));
  }

  /** When the rows of earlier releases were read first, null before that, and whether twice. */
  async readings(): Promise<{ firstAt: Date | null; isReadTwice: boolean }> {
    const row = await this.database.queryOne<{ firstAt: Date | null; isReadTwice: boolean }>(
      `SELECT backfilled_at AS "firstAt",
              EXISTS (SELECT FROM activity_collections WHERE name = $1) AS "isReadTwice"
       FROM activity_rollup_state`,
      [READ_TWICE],
    );
    return row ?? { firstAt: null, isReadTwice: false };
  }

  /** Notes that they were read for the first time. */
  async noteFirstReading(): Promise<void> {
    await this.database.query(`UPDATE activity_rollup_state SET backfilled_at = now()`);
  }

  /** Notes that they were read for the second time. */
  async noteSecondReading(): Promise<void> {
    await this.database.query(
      `INSERT INTO activity_collections (name) VALUES ($1) ON CONFLICT DO NOTHING`,
      [READ_TWICE],
    );
  }
}

/** Tasks are counted by uuid, everything else by number. */
function idType({ kind }: EarlierRows): 'uuid' | 'bigint' {
  return kind === 'task.submitted' ? 'uuid' : 'bigint';
}
