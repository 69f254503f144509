import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { postgresTimeZone } from '../postgres-time-zone';
import { CONTRIBUTIONS, PLANNER } from './contributions/contributions';
import { MEASURES } from './measure';
import { RECURRENCE_KINDS } from './recurrence-kind';
import { type RollupState, STATE_COLUMNS } from './rollup-state';
import type { ChangedPerson, RollupStep } from './rollup-step';

const ADD = `
  WITH ${CONTRIBUTIONS}, daily AS (
    INSERT INTO activity_daily AS kept (generation, course_id, measure, day, value)
    SELECT $6::integer, scope, name, day, value FROM contribution WHERE target = 'daily'
    ON CONFLICT (generation, course_id, measure, day)
      DO UPDATE SET value = kept.value + excluded.value
  )
  INSERT INTO activity_recurrences AS kept
    (generation, course_id, kind, day, previous_day, value)
  SELECT $6::integer, scope, name, day, previous_day, value
  FROM contribution WHERE target = 'recurrence'
  ON CONFLICT (generation, course_id, kind, day, previous_day)
    DO UPDATE SET value = kept.value + excluded.value`;

const SET_ASIDE = `
  WITH ${CONTRIBUTIONS}
  INSERT INTO rebuilt_contributions
  SELECT target, scope, name, day, previous_day, value FROM contribution`;

/** First and last own events, of everything (0) and of each course. */
const SEEN = `
  SELECT event.user_id, place.course_id, min(event.occurred_at), max(event.occurred_at)
  FROM activity_events event
  CROSS JOIN LATERAL (
    SELECT 0 AS course_id
    UNION ALL SELECT event.course_id WHERE event.course_id IS NOT NULL) place
  JOIN users account ON account.id = event.user_id
  WHERE event.is_own AND event.user_id = ANY ($3::integer[])
    AND event.recorded_in >= $1::xid8 AND event.recorded_in < $2::xid8
  GROUP BY event.user_id, place.course_id`;

/** What writes rollups. All of it happens in a transaction that holds the lock. */
@Injectable()
export class RollupStepsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Lets the open transaction alone write rollups, until it ends.
   *
   * @returns false when another one does.
   */
  async claim(): Promise<boolean> {
    const row = await this.database.queryOne<{ isClaimed: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtext('activity_rollups')) AS "isClaimed",
              (SELECT count(set_config(key, value, true)) FROM jsonb_each_text($1))`,
      [JSON.stringify({ ...PLANNER, work_mem: '64MB' })],
    );
    return row?.isClaimed ?? false;
  }

  async state(): Promise<RollupState> {
    const state = await this.database.queryOne<RollupState>(
      `SELECT ${STATE_COLUMNS} FROM activity_rollup_state`,
    );
    return state as RollupState;
  }

  /** Adds what the step's events of these persons come to. */
  async add(step: RollupStep, persons: readonly ChangedPerson[]): Promise<void> {
    await this.database.query(ADD, [
      persons.map(({ userId }) => userId),
      persons.map(({ fromMoment }) => fromMoment),
      step.settledBefore,
      step.settlingBefore,
      postgresTimeZone(step.timeZone),
      step.generation,
    ]);
  }

  /**
   * Makes room for what everybody's events come to, until the transaction ends. Added to a
   * generation batch by batch, each row would leave as many dead versions of itself as there are
   * batches, and all of them would be in the way of the next.
   */
  async beginRebuild(): Promise<void> {
    await this.database.query(
      `CREATE TEMPORARY TABLE rebuilt_contributions (
         target text, scope integer, name text, day date, previous_day date, value bigint
       ) PARTITION BY LIST (name) ON COMMIT DROP`,
    );
    for (const name of [...MEASURES, ...RECURRENCE_KINDS]) {
      await this.database.query(
        `CREATE TEMPORARY TABLE rebuilt_${name} PARTITION OF rebuilt_contributions
           FOR VALUES IN ('${name}') ON COMMIT DROP`,
      );
    }
  }

  /** Sets aside what the step's events of these persons come to; after {@link beginRebuild}. */
  async setAside(step: RollupStep, persons: readonly ChangedPerson[]): Promise<void> {
    await this.database.query(SET_ASIDE, [
      persons.map(({ userId }) => userId),
      persons.map(({ fromMoment }) => fromMoment),
      step.settledBefore,
      step.settlingBefore,
      postgresTimeZone(step.timeZone),
    ]);
  }

  /** Makes what was set aside the rows of a generation that has none, name by name. */
  async addUp(generation: number): Promise<void> {
    for (const measure of MEASURES) {
      await this.database.query(
        `INSERT INTO activity_daily (generation, course_id, measure, day, value)
         SELECT $1::integer, scope, name, day, sum(value) FROM rebuilt_contributions
         WHERE name = $2 GROUP BY scope, name, day HAVING sum(value) <> 0
         ORDER BY scope, day`,
        [generation, measure],
      );
    }
    for (const kind of RECURRENCE_KINDS) {
      await this.database.query(
        `INSERT INTO activity_recurrences (generation, course_id, kind, day, previous_day, value)
         SELECT $1::integer, scope, name, day, previous_day, sum(value) FROM rebuilt_contributions
         WHERE name = $2 GROUP BY scope, name, day, previous_day HAVING sum(value) <> 0
         ORDER BY scope, day, previous_day`,
        [generation, kind],
      );
    }
  }

  /** Clears away the rows that a rebuild replaced; outside every transaction. */
  async clearAway(): Promise<void> {
    await this.database.query(`VACUUM (ANALYZE) activity_daily, activity_recurrences`);
  }

  /** Rows that came to nothing go: a rebuild would not write them either. */
  async removeEmpty(): Promise<void> {
    await this.database.query(`DELETE FROM activity_daily WHERE value = 0`);
    await this.database.query(`DELETE FROM activity_recurrences WHERE value = 0`);
  }

  /** Who goes meanwhile waits: whoever removes a person locks the person first, too. */
  async lockPersons(persons: readonly ChangedPerson[]): Promise<void> {
    await this.database.query(
      `SELECT FROM users WHERE id = ANY ($1::integer[]) ORDER BY id FOR KEY SHARE`,
      [persons.map(({ userId }) => userId)],
    );
  }

  /** Takes note of first and last own events of these persons in a step. */
  async see(
    { settledBefore, settlingBefore }: RollupStep,
    persons: readonly ChangedPerson[],
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO activity_people AS known (user_id, course_id, first_at, last_at) ${SEEN}
       ON CONFLICT (user_id, course_id) DO UPDATE
         SET first_at = least(known.first_at, excluded.first_at),
             last_at = greatest(known.last_at, excluded.last_at)`,
      [settledBefore, settlingBefore, persons.map(({ userId }) => userId)],
    );
  }

  /** Forgets first and last events, before all of them are seen anew. */
  async forgetPeople(): Promise<void> {
    await this.database.query(`DELETE FROM activity_people`);
  }

  /** @param settledAt whether everything until now is in. */
  async moveOn(settledBefore: string, isUpToDate: boolean): Promise<void> {
    await this.database.query(
      `UPDATE activity_rollup_state
       SET settled_before = $1::xid8,
           settled_at = CASE WHEN $2 THEN now() ELSE settled_at END,
           database_identifier = (SELECT system_identifier::text FROM pg_control_system())`,
      [settledBefore, isUpToDate],
    );
  }

  /**
   * Ends a rebuild: its generation stands, those before go. Whatever asked for a rebuild since it
   * began asks for the next one.
   */
  async standFor(step: RollupStep, wantedAt: string | null): Promise<void> {
    await this.database.query(
      `UPDATE activity_rollup_state
       SET generation = $1, time_zone = $2, settled_before = $3::xid8, settled_at = now(),
           rebuild_wanted_at = CASE WHEN rebuild_wanted_at IS NOT DISTINCT FROM $4::timestamptz
                                    THEN NULL ELSE rebuild_wanted_at END,
           database_identifier = (SELECT system_identifier::text FROM pg_control_system())`,
      [step.generation, step.timeZone, step.settlingBefore, wantedAt],
    );
    await this.database.query(`DELETE FROM activity_daily WHERE generation <> $1`, [
      step.generation,
    ]);
    for (const kind of RECURRENCE_KINDS) {
      await this.database.query(
        `DELETE FROM activity_recurrences WHERE generation <> $1 AND kind = $2`,
        [step.generation, kind],
      );
    }
    await this.database.query(`ANALYZE activity_daily, activity_recurrences, activity_people`);
  }

  /** Their events of a restored dump count as recorded before every transaction of this database. */
  async forgetForeignTransactions(persons: readonly ChangedPerson[]): Promise<void> {
    await this.database.query(
      `UPDATE activity_events SET recorded_in = '0'
       WHERE user_id = ANY ($1::integer[]) AND recorded_in <> '0'::xid8`,
      [persons.map(({ userId }) => userId)],
    );
  }

  /** How many rows stand. */
  async rows(generation: number): Promise<{ daily: number; recurrences: number }> {
    const row = await this.database.queryOne<{ daily: number; recurrences: number }>(
      `SELECT (SELECT count(*)::integer FROM activity_daily WHERE generation = $1) AS daily,
              (SELECT count(*)::integer FROM activity_recurrences WHERE generation = $1)
                AS recurrences`,
      [generation],
    );
    return row ?? { daily: 0, recurrences: 0 };
  }
}
