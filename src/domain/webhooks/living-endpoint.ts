/**
 * SQL: whether the account of `endpoint` is open and the key that made it, if one did, has neither
 * been revoked nor expired. Asked wherever something is written for an endpoint or sent to it, so
 * that nothing waits for a job to notice.
 */
export const OWNER_IS_ACTIVE = `EXISTS (
  SELECT 1 FROM users owner WHERE owner.id = endpoint.user_id AND owner.is_active)`;

export const KEY_IS_LIVE = `(endpoint.api_key_id IS NULL OR EXISTS (
  SELECT 1 FROM api_keys held WHERE held.id = endpoint.api_key_id AND held.revoked_at IS NULL
    AND (held.expires_at IS NULL OR held.expires_at > now())))`;

export const IS_LIVING = `endpoint.status = 'active' AND ${OWNER_IS_ACTIVE} AND ${KEY_IS_LIVE}`;
