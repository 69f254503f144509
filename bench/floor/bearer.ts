import { createHmac, timingSafeEqual } from 'node:crypto';

/** The claims that the floor needs of an access token. */
export interface BearerClaims {
  readonly sub: string;
  readonly uid: number;
  readonly sid: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Verifies an access token by hand: signature, algorithm, issuer, audience, type and expiry.
 *
 * @returns null for any token that Trellis refuses before it asks the database.
 */
export function verifyBearer(header: string | undefined, secret: string): BearerClaims | null {
  if (header === undefined || !header.startsWith('Bearer ')) return null;
  const [head, payload, signature, ...rest] = header.slice(7).split('.');
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return null;
  }
  const expected = createHmac('sha256', secret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const { alg } = decode(head);
  const { iss, aud, typ, exp, sub, uid, sid } = decode(payload);
  const isGood =
    alg === 'HS256' &&
    iss === 'trellis' &&
    aud === 'trellis' &&
    typ === 'access' &&
    typeof exp === 'number' &&
    exp > Date.now() / 1000 &&
    typeof sub === 'string' &&
    typeof uid === 'number' &&
    typeof sid === 'string' &&
    UUID.test(sid);
  return isGood ? { sub, uid, sid } : null;
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}
