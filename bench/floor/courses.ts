import { verifyBearer } from './bearer';
import { type Floor, type FloorHandler, sendJson, UNKNOWN_BEARER } from './floor-handler';
import { isReader, READER, type ReaderRow } from './reader';

interface Row extends ReaderRow {
  /** Null in the one row of a reader who sees no course. */
  readonly id: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The sign-in and the courses in one statement. */
const COURSES = `
  SELECT reader.reader_id, reader.reader_uuid, course.*
  FROM (${READER}) reader
  LEFT JOIN LATERAL (
    SELECT id, title, code, description, level, credit_hours, is_published, university_id,
           department_id, primary_subject_id, cache_enabled, model, created_at, updated_at
    FROM courses
    WHERE is_published OR reader.writes_everywhere OR university_id = ANY(reader.writes_in)
    ORDER BY id LIMIT $2
  ) course ON true
  ORDER BY course.id`;

/** `GET /api/v1/courses/?limit=…` */
export function courses({ pool, secret }: Floor): FloorHandler {
  return async (request, response) => {
    const claims = verifyBearer(request.headers.authorization, secret);
    if (claims === null) return sendJson(response, 401, UNKNOWN_BEARER);
    const limit = Number(/[?&]limit=(\d{1,3})/.exec(request.url ?? '')?.[1] ?? 100);
    const { rows } = await pool.query<Row>({
      name: 'courses',
      text: COURSES,
      values: [claims.sid, limit],
    });
    if (!isReader(rows[0], claims)) return sendJson(response, 401, UNKNOWN_BEARER);
    const seen = rows.filter(({ id }) => id !== null);
    sendJson(response, 200, seen.map(shown));
  };
}

function shown({ reader_id, reader_uuid, created_at, updated_at, ...course }: Row): object {
  return {
    ...course,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}
