/** How far rollups reach, and what they hold. Transaction ids travel as text. */
export interface RollupState {
  /** The rows of this number are those that stand. */
  readonly generation: number;
  /** In which days are cut, in the words of the setting. */
  readonly timeZone: string;
  /** Events recorded by transactions before this one are in. */
  readonly settledBefore: string;
  readonly settledAt: Date;
  /** When something happened that only a rebuild can mend, to the microsecond; null for nothing. */
  readonly rebuildWantedAt: string | null;
  /**
   * Whether this is the database in which the events were written: transaction ids of another, of
   * which this one is a restored dump, mean nothing here.
   */
  readonly isFromHere: boolean;
}

/** Greater than every transaction id. */
export const NO_BOUND = '18446744073709551615';

/** Less than every transaction id. */
export const NOTHING_SETTLED = '0';

/** The state's columns, of `activity_rollup_state`. */
export const STATE_COLUMNS = `
  generation, time_zone AS "timeZone", settled_before::text AS "settledBefore",
  settled_at AS "settledAt", rebuild_wanted_at::text AS "rebuildWantedAt",
  coalesce(database_identifier = (SELECT system_identifier::text FROM pg_control_system()),
           settled_before = '0') AS "isFromHere"`;
