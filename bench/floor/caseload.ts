import { verifyBearer } from './bearer';
import { type Floor, type FloorHandler, sendJson, UNKNOWN_BEARER } from './floor-handler';

interface Alert {
  readonly case_id: string;
  readonly status: string;
  readonly band: string;
  readonly severity: number;
  readonly opened_at: string;
}

interface Row {
  readonly is_coach: boolean;
  readonly total: number;
  /** Null in the one row of a coach without students. */
  readonly id: string | null;
  readonly name: string;
  readonly email: string;
  readonly grade: number | null;
  readonly last_session: string | null;
  readonly readiness_score: number | null;
  readonly alerts: readonly Alert[] | null;
}

const DEFAULT_PER_PAGE = 500;
const FORBIDDEN = { error: { code: 'FORBIDDEN', message: 'For coaches only.', details: {} } };

/** The sign-in, the list, and the audit row that names everybody in it, in one statement. */
const CASELOAD = `
  WITH reader AS MATERIALIZED (
    SELECT u.id, EXISTS (SELECT 1 FROM role_grants g
                         WHERE g.user_id = u.id AND g.role = 'COACH') AS is_coach
    FROM sign_ins s JOIN users u ON u.id = s.user_id
    WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active
      AND u.id = $2 AND u.uuid = $3
  ), mine AS MATERIALIZED (
    SELECT link.student_id, link.last_session_on
    FROM reader JOIN coach_students link ON link.coach_id = reader.id AND link.status = 'active'
    WHERE reader.is_coach
  ), open_cases AS (
    SELECT student_id, json_agg(json_build_object('case_id', id, 'status', status, 'band', band,
             'severity', severity::float8, 'opened_at',
             to_char(opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
             ORDER BY severity DESC, opened_at) AS alerts
    FROM crisis_cases
    WHERE status <> 'resolved' AND student_id IN (SELECT student_id FROM mine)
    GROUP BY student_id
  ), page AS MATERIALIZED (
    SELECT student.id AS number, student.uuid AS id, student.full_name AS name,
           student.email::text, record.grade, mine.last_session_on::text AS last_session,
           readiness.score::float8 AS readiness_score, open_cases.alerts,
           count(*) OVER ()::integer AS total
    FROM mine
    JOIN users student ON student.id = mine.student_id
    LEFT JOIN student_records record ON record.user_id = mine.student_id
    LEFT JOIN student_readiness readiness ON readiness.user_id = mine.student_id
    LEFT JOIN open_cases ON open_cases.student_id = mine.student_id
    ORDER BY student.full_name, student.id LIMIT $4
  ), audited AS (
    INSERT INTO audit_entries (actor_id, action, subject_type, subject_ids)
    SELECT $2, 'coach.student.list', 'user', array_agg(number::text) FROM page
    HAVING count(*) > 0
  )
  SELECT reader.is_coach, page.* FROM reader LEFT JOIN page ON true
  ORDER BY page.name, page.number`;

/** `GET /api/coach/students`, the first page. */
export function caseload({ pool, secret }: Floor): FloorHandler {
  return async (request, response) => {
    const claims = verifyBearer(request.headers.authorization, secret);
    if (claims === null) return sendJson(response, 401, UNKNOWN_BEARER);
    const perPage = /[?&]per_page=(\d{1,3})/.exec(request.url ?? '')?.[1];
    const { rows } = await pool.query<Row>({
      name: 'caseload',
      text: CASELOAD,
      values: [claims.sid, claims.uid, claims.sub, Number(perPage ?? DEFAULT_PER_PAGE)],
    });
    const [first] = rows;
    if (first === undefined) return sendJson(response, 401, UNKNOWN_BEARER);
    if (!first.is_coach) return sendJson(response, 403, FORBIDDEN);
    const students = rows.filter(({ id }) => id !== null).map(shown);
    sendJson(response, 200, { students, total: first.total ?? 0 });
  };
}

function shown({ id, name, email, grade, last_session, readiness_score, alerts }: Row): object {
  return { id, name, email, grade, last_session, readiness_score, alerts: alerts ?? [] };
}
