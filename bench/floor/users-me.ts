import { verifyBearer } from './bearer';
import { type Floor, type FloorHandler, sendJson, UNKNOWN_BEARER } from './floor-handler';

interface Row {
  readonly id: number;
  readonly uuid: string;
  readonly email: string;
  readonly full_name: string;
  readonly is_active: boolean;
  readonly locale: string;
  readonly time_zone: string;
  readonly current_streak_days: number;
  readonly last_activity_date: string | null;
  readonly created_at: Date;
}

/** The account and whether the sign-in still counts, in one statement. */
const SELF = `
  SELECT u.id, u.uuid, u.email, u.full_name, u.is_active, u.locale, u.time_zone,
         CASE WHEN u.last_activity_date >= (now() AT TIME ZONE u.time_zone)::date - 1
              THEN u.current_streak_days ELSE 0 END AS current_streak_days,
         u.last_activity_date::text AS last_activity_date, u.created_at
  FROM sign_ins s JOIN users u ON u.id = s.user_id
  WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active`;

/** `GET /api/v1/users/me`, as little code as it takes. */
export function usersMe({ pool, secret }: Floor): FloorHandler {
  return async (request, response) => {
    const claims = verifyBearer(request.headers.authorization, secret);
    if (claims === null) return sendJson(response, 401, UNKNOWN_BEARER);
    const { rows } = await pool.query<Row>({ name: 'self', text: SELF, values: [claims.sid] });
    const [row] = rows;
    if (row?.id !== claims.uid || row.uuid !== claims.sub) {
      return sendJson(response, 401, UNKNOWN_BEARER);
    }
    const { uuid, created_at, ...self } = row;
    sendJson(response, 200, { ...self, created_at: created_at.toISOString() });
  };
}
