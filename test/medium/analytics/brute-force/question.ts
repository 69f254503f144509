import type { TestDatabase } from '../../../support/test-database';

/** What a report is asked: days from..to, both in, in a time zone; of one course or of all. */
export interface Question {
  /** An IANA name such as Europe/Berlin, or an offset such as +05:45. */
  readonly zone: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** `YYYY-MM-DD`. */
  readonly to: string;
  readonly courseId: number | null;
  /** The moment of the reply: what lies 14 days back is told by it. */
  readonly asOf: Date;
}

/** The SQL of the calendar day of a moment. An offset is an interval, so that east is positive. */
export function dayOf(zone: string, moment: string): string {
  const literal = zone.replaceAll("'", "''");
  const place = /^[+-]/.test(zone) ? `interval '${literal}'` : `'${literal}'`;
  return `(${moment} AT TIME ZONE ${place})::date`;
}

/**
 * The CTEs that all figures begin with: `asked` (first_day, last_day, course), `seen` (the events of
 * that course, all days) and `own` of them (what people did themselves).
 */
function eventsOf(question: Question): string {
  return `
    asked AS (
      SELECT $1::date AS first_day, $2::date AS last_day, $3::integer AS course
    ), seen AS (
      SELECT event.*, ${dayOf(question.zone, 'event.occurred_at')} AS day
      FROM activity_events event, asked
      WHERE asked.course IS NULL OR event.course_id = asked.course
    ), own AS (SELECT * FROM seen WHERE is_own)`;
}

/** Whether a day of `asked` holds the moment. */
export function asked(question: Question, moment: string): string {
  return `${dayOf(question.zone, moment)} BETWEEN
    (SELECT first_day FROM asked) AND (SELECT last_day FROM asked)`;
}

/** The one row of figures that the statement gives; counts and sums come as numbers. */
export async function figuresOf(
  database: TestDatabase,
  question: Question,
  statement: string,
): Promise<Record<string, number | null>> {
  const rows = await rowsOf<Record<string, unknown>>(database, question, statement);
  return Object.fromEntries(
    Object.entries(rows[0] ?? {}).map(([name, value]) => [
      name,
      value === null ? null : Number(value),
    ]),
  );
}

/** All rows that the statement gives; it may use `asked`, `seen` and `own`. */
export function rowsOf<Row>(
  database: TestDatabase,
  question: Question,
  statement: string,
): Promise<Row[]> {
  return database.query<Row>(`WITH ${eventsOf(question)} ${statement}`, [
    question.from,
    question.to,
    question.courseId,
  ]);
}
