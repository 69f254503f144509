import { MEASURES } from '../../../src/domain/analytics/rollups/measure';
import type { Rollups } from '../../../src/domain/analytics/rollups/rollups';
import type { TestDatabase } from '../../support/test-database';

/** Every row of the rollups that stand, as text, in a fixed order. */
export async function rollupRows(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ row: string }>(`
    SELECT concat_ws(' ', 'daily', course_id, measure, day, value) AS row
    FROM activity_daily JOIN activity_rollup_state USING (generation)
    UNION ALL
    SELECT concat_ws(' ', 'recurrence', course_id, kind, day, previous_day, value)
    FROM activity_recurrences JOIN activity_rollup_state USING (generation)
    UNION ALL
    SELECT concat_ws(' ', 'person', user_id, course_id, first_at AT TIME ZONE 'UTC',
                     last_at AT TIME ZONE 'UTC')
    FROM activity_people
    ORDER BY 1`);
  return rows.map(({ row }) => row);
}

/** Whatever reports can ask for over some ranges, for everything and for courses. */
export async function figuresOf(
  rollups: Rollups,
  ranges: readonly { from: string; to: string }[],
  courses: readonly number[],
): Promise<unknown[]> {
  const figures: unknown[] = [];
  for (const range of ranges) {
    for (const courseId of [null, ...courses]) {
      figures.push({
        range,
        courseId,
        sums: await rollups.sums(MEASURES, range, courseId),
        persons: await rollups.distinct('person', range, courseId),
        topics: await rollups.distinct('topic', range, courseId),
        chatTopics: await rollups.distinct('chat_topic', range, courseId),
        started: await rollups.firsts('topic', range, courseId),
        startedAndCompleted: await rollups.both('completion', range, courseId),
        days: await rollups.active('day', range, courseId),
        weeks: await rollups.active('week', range, courseId),
        months: await rollups.active('month', range, courseId),
      });
    }
    figures.push(
      byNumber(await rollups.sumsByCourse(MEASURES, range)),
      byNumber(await rollups.distinctByCourse('person', range)),
      await rollups.cohorts(range.from, range.to),
    );
  }
  return figures;
}

function byNumber<Value>(map: Map<number, Value>): [number, Value][] {
  return [...map].toSorted(([one], [other]) => one - other);
}
