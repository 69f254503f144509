/** Cases of a possible crisis that nobody has resolved, as a table to join. */
export const OPEN_ALERTS = `(
  SELECT id, student_id, status, band, severity::float8, opened_at FROM crisis_cases
  WHERE status <> 'resolved')`;

/** An open case as those who look after the student see it. */
export interface OpenAlert {
  readonly id: string;
  readonly status: string;
  /** low, moderate, high or imminent. */
  readonly band: string;
  /** 0 to 1. */
  readonly severity: number;
  /** ISO 8601 in UTC. */
  readonly openedAt: string;
}

/** The columns of {@link OPEN_ALERTS}, called `alert`, as one {@link OpenAlert}. */
export const OPEN_ALERT = `json_build_object('id', alert.id, 'status', alert.status,
  'band', alert.band, 'severity', alert.severity, 'openedAt',
  to_char(alert.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
