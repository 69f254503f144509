import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { postgresTimeZone } from '../postgres-time-zone';
import { CONTRIBUTIONS, PLANNER } from './contributions/contributions';
import { newEventsOf } from './new-events';
import { NO_BOUND, type RollupState, STATE_COLUMNS } from './rollup-state';
import { type Contribution, type LastSeen, RollupTail } from './rollup-tail';

/** Who has new events, from when on their figures change, and how much there is to read. */
export interface ChangedPersons {
  readonly persons: readonly number[];
  /** For each person; as text, since infinity is among them. */
  readonly fromMoments: readonly string[];
  /** Of all events that have to be read for it. */
  readonly events: number;
  /** The present day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The state of the rollups with the moment that a transaction sees. */
export interface StateOfMoment extends RollupState {
  readonly at: Date;
}

const CHANGED = `
  WITH ${newEventsOf('$1::xid8', `'${NO_BOUND}'::xid8`, '$2::text', '$3::integer + 1')}, load AS (
    SELECT FROM changed CROSS JOIN LATERAL (
      SELECT FROM activity_events event
      WHERE event.user_id = changed.user_id AND event.occurred_at >= changed.from_at OFFSET 0) event
    LIMIT $3::integer + 1
  )
  SELECT coalesce(array_agg(user_id), '{}') AS persons,
         coalesce(array_agg(from_at::text), '{}') AS "fromMoments",
         greatest((SELECT count(*) FROM new_event), (SELECT count(*) FROM load))::integer AS events,
         (now() AT TIME ZONE $2::text)::date::text AS today
  FROM changed`;

/** Contributions, and who was seen last in which course. */
const TAIL = `
  WITH ${CONTRIBUTIONS}
  SELECT target, scope, name, day::text AS day, previous_day::text AS "previousDay",
         value::float8 AS value
  FROM contribution
  UNION ALL
  SELECT 'seen', scope, user_id::text, NULL, NULL, max(at_ms)::float8
  FROM event WHERE sign = 1 AND is_own AND scope > 0 GROUP BY scope, user_id`;

type TailRow = Contribution | SeenRow;

interface SeenRow {
  readonly target: 'seen';
  readonly scope: number;
  readonly name: string;
  readonly value: number;
}

/** What reports read of the state and of events that are not rolled up. */
@Injectable()
export class RollupTailRepository {
  constructor(private readonly database: Database) {}

  /**
   * Makes the open transaction one that sees a single moment. Its statements are planned once a
   * connection: over many partitions, planning costs more than reading.
   */
  async seeOneMoment(): Promise<void> {
    await this.database.query(
      `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
       SET LOCAL plan_cache_mode = force_generic_plan; ${settings(PLANNER)}`,
    );
  }

  /** Leaves how to plan to PostgreSQL again, for the statements of the reports. */
  async planAsUsual(): Promise<void> {
    await this.database.query(settings({ enable_nestloop: 'on', enable_seqscan: 'on' }));
  }

  async state(): Promise<StateOfMoment> {
    const [state] = await this.database.prepared<StateOfMoment>(
      'rollups.state',
      `SELECT ${STATE_COLUMNS}, now() AS at FROM activity_rollup_state`,
      [],
    );
    return state as StateOfMoment;
  }

  /** @param most beyond so many events it stops counting. */
  async changedSince(
    settledBefore: string,
    timeZone: string,
    most: number,
  ): Promise<ChangedPersons> {
    const [changed] = await this.database.prepared<ChangedPersons>('rollups.changed', CHANGED, [
      settledBefore,
      postgresTimeZone(timeZone),
      most,
    ]);
    return changed as ChangedPersons;
  }

  async tail(
    { persons, fromMoments }: ChangedPersons,
    settledBefore: string,
    timeZone: string,
  ): Promise<RollupTail> {
    if (persons.length === 0) return new RollupTail([], []);
    const rows = await this.database.prepared<TailRow>('rollups.tail', TAIL, [
      persons,
      fromMoments,
      settledBefore,
      NO_BOUND,
      postgresTimeZone(timeZone),
    ]);
    return new RollupTail(
      rows.filter((row): row is Contribution => row.target !== 'seen'),
      rows.filter((row): row is SeenRow => row.target === 'seen').map(toLastSeen),
    );
  }
}

function toLastSeen({ scope, name, value }: SeenRow): LastSeen {
  return { userId: Number(name), courseId: scope, lastAt: new Date(value) };
}

/** Of this transaction only; names and values are constants. */
function settings(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `SET LOCAL ${name} = ${value}`)
    .join('; ');
}
