import { RollupSettling } from '../../src/domain/analytics/rollups/rollup-settling';
import { eventually } from './eventually';
import type { TestApp } from './test-app';

/**
 * Waits until the job has read the rows of earlier releases, once for all: rows that a test dates
 * long ago must not come in while it compares.
 */
export async function earlierRowsRead({ database }: TestApp): Promise<void> {
  await eventually(
    () =>
      database.query<{ isRead: boolean }>(
        `SELECT backfilled_at IS NOT NULL AS "isRead" FROM activity_rollup_state`,
      ),
    ([state]) => state?.isRead === true,
    60_000,
  );
}

/**
 * Rolls up all activity that is there to be seen. Asking once may not be enough: the job may be at
 * it just then, or a transaction that began before the last events be open still.
 */
export async function settleEverything({ trellis, database }: TestApp): Promise<void> {
  await eventually(
    async () => {
      await trellis.app.get(RollupSettling).settle();
      return database.query<{ isIn: boolean }>(
        `SELECT rebuild_wanted_at IS NULL AND NOT EXISTS (
           SELECT FROM activity_events WHERE recorded_in >= settled_before) AS "isIn"
         FROM activity_rollup_state`,
      );
    },
    ([state]) => state?.isIn === true,
    60_000,
  );
}
