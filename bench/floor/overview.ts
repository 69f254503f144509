import { verifyBearer } from './bearer';
import { type Floor, type FloorHandler, sendJson, UNKNOWN_BEARER } from './floor-handler';
import { ACTIVITY, ENROLLMENTS, NEWEST, RECOMMENDED, STUDENT } from './overview-queries';
import { isReader, type ReaderRow } from './reader';

interface StudentRow extends ReaderRow {
  readonly current_streak: number;
  readonly completed_courses: number;
}

const LEVELS = ['INTRODUCTORY', 'INTERMEDIATE', 'ADVANCED', 'GRADUATE'];
const MOST_RECOMMENDED = 5;

/** `GET /api/v1/users/me/overview` */
export function overview({ pool, secret }: Floor): FloorHandler {
  const rowsOf = async <Row extends object>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row[]> => (await pool.query<Row>({ name, text, values })).rows;
  const recommendedTo = async (id: number): Promise<object[]> => {
    const close = await rowsOf<{ id: number }>('recommended', RECOMMENDED, [id, LEVELS]);
    const left = MOST_RECOMMENDED - close.length;
    if (left === 0) return close;
    const except = close.map((course) => course.id);
    return [...close, ...(await rowsOf('newest', NEWEST, [id, except, left]))];
  };
  return async (request, response) => {
    const claims = verifyBearer(request.headers.authorization, secret);
    if (claims === null) return sendJson(response, 401, UNKNOWN_BEARER);
    const [student] = await rowsOf<StudentRow>('student', STUDENT, [claims.sid]);
    if (student === undefined || !isReader(student, claims)) {
      return sendJson(response, 401, UNKNOWN_BEARER);
    }
    const id = student.reader_id;
    const [enrollments, recommended, activity] = await Promise.all([
      rowsOf<{ enrolled_at: Date }>('enrollments', ENROLLMENTS, [id]),
      recommendedTo(id),
      rowsOf<{ occurred_at: Date }>('activity', ACTIVITY, [id]),
    ]);
    sendJson(response, 200, {
      active_enrollments: enrollments,
      recommended_courses: recommended,
      recent_activity: activity,
      stats: {
        completed_courses: student.completed_courses,
        current_streak: student.current_streak,
        active_courses: enrollments.length,
      },
    });
  };
}
