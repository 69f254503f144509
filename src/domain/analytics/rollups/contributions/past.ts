/**
 * Whether an event was recorded before a transaction, put so that no index of transactions serves:
 * an empty partition would be planned with that one, and be searched by it once it is full.
 *
 * @param event its name in the statement.
 */
export const recordedBefore = (event: string, transaction: string): string =>
  `(${event}.recorded_in < ${transaction}) IS TRUE`;

/**
 * A looked-up event of the past counts in the scope of the row that asks. SQL of constants only.
 *
 * @param asking the row's name in the statement.
 */
export const inScopeOf = (asking: string): string =>
  `${recordedBefore('past', '$4::xid8')} AND (${asking}.scope = 0 OR past.course_id = ${asking}.scope)`;

/** Kinds of which only one counts of an object; the same words as in the index of them. */
export const ONCE_AN_OBJECT =
  "kind IN ('quiz.scored', 'lab.scored', 'enrollment.completed', 'enrollment.dropped')";

/** So late in the evening a clock may have been set back over midnight. */
const LATE = '20:00';

/**
 * The last day on which there was a looked-up event. That is the day of the last one, unless clocks
 * were set back over midnight and an event before it lies on what was the next day already.
 *
 * @param last the moment of the last one.
 * @param others which events of the past are looked at, where that may be so.
 */
export const lastDayOf = (last: string, others: string): string => `(
  CASE WHEN (${last} AT TIME ZONE $5)::time < '${LATE}' THEN (${last} AT TIME ZONE $5)::date
       ELSE (SELECT max((past.occurred_at AT TIME ZONE $5)::date) FROM activity_events past
             WHERE past.occurred_at BETWEEN ${last} - interval '3 hours' AND ${last}
               AND ${others}) END)`;
