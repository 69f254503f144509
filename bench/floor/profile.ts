import { createHash } from 'node:crypto';
import { publicId } from '../../src/kernel/public-id';
import { type Floor, type FloorHandler, sendJson } from './floor-handler';

interface Row {
  readonly uuid: string;
  readonly username: string;
  readonly email: string;
  readonly full_name: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly tasks_completed: number;
  readonly tokens_earned: number;
  readonly tokens_staked: number;
}

/** Whether the key still counts, and everything about its owner, in one statement. */
const PROFILE = `
  SELECT u.uuid, u.username, u.email::text AS email, u.full_name, u.created_at, u.updated_at,
         (SELECT count(*)::integer FROM tasks t WHERE t.user_id = u.id AND t.status = 'done')
           AS tasks_completed,
         coalesce((SELECT a.earned_total::float8 FROM point_accounts a
                   WHERE a.owner_id = u.id AND a.kind = 'available'), 0) AS tokens_earned,
         coalesce((SELECT a.balance::float8 FROM point_accounts a
                   WHERE a.owner_id = u.id AND a.kind = 'staked'), 0) AS tokens_staked
  FROM api_key_secrets s JOIN api_keys k ON k.id = s.api_key_id JOIN users u ON u.id = k.user_id
  WHERE s.secret_hash = $1 AND (s.valid_until IS NULL OR s.valid_until > now())
    AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
    AND u.is_active AND 'read:user' = ANY(k.permissions)`;

const REFUSED = { success: false, error: { code: 'api_key_invalid', message: '', details: [] } };

/** `GET /v1/user/profile`, as little code as it takes. */
export function profile({ pool, publicUrl }: Floor): FloorHandler {
  return async (request, response) => {
    const { authorization = '' } = request.headers;
    if (!authorization.startsWith('Bearer trl_live_')) return sendJson(response, 401, REFUSED);
    const hash = createHash('sha256').update(authorization.slice(7)).digest();
    const { rows } = await pool.query<Row>({ name: 'profile', text: PROFILE, values: [hash] });
    const [row] = rows;
    if (row === undefined) return sendJson(response, 401, REFUSED);
    sendJson(response, 200, {
      success: true,
      data: {
        id: publicId('user', row.uuid),
        username: row.username,
        email: row.email,
        name: row.full_name,
        avatar_url: `${publicUrl}/avatars/${row.username}.svg`,
        created_at: row.created_at.toISOString(),
        updated_at: row.updated_at.toISOString(),
        stats: {
          tasks_completed: row.tasks_completed,
          tokens_earned: row.tokens_earned,
          tokens_staked: row.tokens_staked,
        },
      },
    });
  };
}
