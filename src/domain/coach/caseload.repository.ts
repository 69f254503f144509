import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { OPEN_ALERT, OPEN_ALERTS, type OpenAlert } from './open-alerts';

/** A student as their coach sees them in the list of all. */
export interface CaseloadStudent {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly email: string;
  readonly grade: number | null;
  /** The day of the last session with this coach. */
  readonly lastSessionOn: string | null;
  /** 0 to 1; null until a readiness assessment could compute one. */
  readonly readinessScore: number | null;
  /** The gravest first. */
  readonly alerts: readonly OpenAlert[];
}

/** Which students of a caseload to list. */
export interface CaseloadFilter {
  readonly grade: number | null;
  readonly hasAlerts: boolean | null;
}

const OPEN_ALERTS_OF_MINE = `
  WITH mine AS (
    SELECT student_id, last_session_on FROM coach_students
    WHERE coach_id = $1 AND status = 'active'
  ), alerts AS (
    SELECT alert.student_id, json_agg(${OPEN_ALERT} ORDER BY alert.severity DESC, alert.opened_at)
             AS open
    FROM ${OPEN_ALERTS} alert
    WHERE alert.student_id IN (SELECT student_id FROM mine) GROUP BY alert.student_id
  )`;

/**
 * Each table is looked into by its key, once a student. Left to choose, the planner reads whole
 * tables of everybody for a caseload of some hundred.
 */
const MATCHING = `
  FROM mine
  CROSS JOIN LATERAL (SELECT id, uuid, full_name, email FROM users
    WHERE users.id = mine.student_id OFFSET 0) student
  LEFT JOIN LATERAL (SELECT grade FROM student_records
    WHERE student_records.user_id = mine.student_id OFFSET 0) record ON true
  LEFT JOIN LATERAL (SELECT score FROM student_readiness
    WHERE student_readiness.user_id = mine.student_id OFFSET 0) readiness ON true
  LEFT JOIN alerts ON alerts.student_id = mine.student_id
  WHERE ($2::int IS NULL OR record.grade = $2)
    AND ($3::boolean IS NULL OR (alerts.open IS NOT NULL) = $3)`;

const CASELOAD = `${OPEN_ALERTS_OF_MINE}
  SELECT student.id, student.uuid, student.full_name AS name, student.email::text, record.grade,
         mine.last_session_on AS "lastSessionOn", readiness.score::float8 AS "readinessScore",
         alerts.open AS alerts
  ${MATCHING} ORDER BY student.full_name, student.id OFFSET $4 LIMIT $5`;

type Row = Omit<CaseloadStudent, 'alerts'> & { readonly alerts: readonly OpenAlert[] | null };

/** Coaches' caseloads in PostgreSQL. */
@Injectable()
export class CaseloadRepository {
  constructor(private readonly database: Database) {}

  /** By name, with the number of all that match. */
  async list(
    coachId: number,
    filter: CaseloadFilter,
    slice: Slice,
  ): Promise<Page<CaseloadStudent>> {
    const values = [coachId, filter.grade, filter.hasAlerts];
    const rows = await this.database.prepared<Row>('caseload', CASELOAD, [
      ...values,
      slice.skip,
      slice.limit,
    ]);
    const isWithin = slice.skip === 0 || rows.length > 0;
    const isLast = rows.length < slice.limit;
    return {
      items: rows.map((row) => ({ ...row, alerts: row.alerts ?? [] })),
      total: isWithin && isLast ? slice.skip + rows.length : await this.count(values),
    };
  }

  /** Only needed where the page does not tell: most caseloads fit on one. */
  private async count(values: readonly unknown[]): Promise<number> {
    const [row] = await this.database.prepared<{ total: number }>(
      'caseload_total',
      `${OPEN_ALERTS_OF_MINE} SELECT count(*)::int AS total ${MATCHING}`,
      values,
    );
    return row?.total ?? 0;
  }
}
