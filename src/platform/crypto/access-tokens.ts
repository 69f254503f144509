import { createSecretKey, randomBytes } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { isUuid } from '../../kernel/id';

/** What an access token says of its bearer. */
export interface AccessClaims {
  /** The user's uuid. */
  readonly sub: string;
  /** The user's integer id. */
  readonly uid: number;
  /** The sign-in the token was made from. */
  readonly sid: string;
  /** Tells an access token from any other token signed with the same key. */
  readonly typ: 'access';
}

/** A token that is one of ours, and how long it is good for. */
interface VerifiedAccess {
  readonly claims: AccessClaims;
  /** When the token ends, in milliseconds since 1970. */
  readonly endsAt: number;
}

/** One algorithm, issuer and audience: how tokens are signed and what is insisted on. */
const RULES = { algorithm: 'HS256', issuer: 'trellis', audience: 'trellis' } as const;
const MOST_REMEMBERED = 10_000;

/** Issues and verifies short-lived access tokens. */
export class AccessTokens {
  private readonly jwt: JwtService;
  /** A signature that was right stays right: until the token ends it is not computed again. */
  private readonly verified = new Map<string, VerifiedAccess>();

  /** @param lifetimeSeconds how long a token is good for. */
  constructor(
    secret: string,
    readonly lifetimeSeconds: number,
  ) {
    // Given a text, the library tries to read it as a public key each time.
    const key = createSecretKey(secret, 'utf8') as unknown as Buffer;
    this.jwt = new JwtService({
      secret: key,
      signOptions: { ...RULES, expiresIn: lifetimeSeconds },
      verifyOptions: {
        algorithms: [RULES.algorithm],
        issuer: RULES.issuer,
        audience: RULES.audience,
      },
    });
  }

  /** Signs a token for these claims; no two are the same, even within a second. */
  issue(claims: Omit<AccessClaims, 'typ'>): string {
    const payload: AccessClaims = { ...claims, typ: 'access' };
    return this.jwt.sign({ ...payload, jti: randomBytes(9).toString('base64url') });
  }

  /**
   * What a token says, if it is one of ours: signature, algorithm, issuer, audience, type, claims
   * and expiry are right. Whether its sign-in still counts is another question.
   *
   * @returns null for every other text.
   */
  verify(token: string): AccessClaims | null {
    return this.inspect(token)?.claims ?? null;
  }

  /** {@link verify}, and when the token ends besides: for what lives longer than a request. */
  inspect(token: string): VerifiedAccess | null {
    const known = this.verified.get(token);
    if (known !== undefined && known.endsAt > Date.now()) return known;
    this.verified.delete(token);
    const verified = this.read(token);
    if (verified === null) return null;
    this.verified.set(token, verified);
    if (this.verified.size > MOST_REMEMBERED) {
      const [oldest] = this.verified.keys();
      if (oldest !== undefined) this.verified.delete(oldest);
    }
    return verified;
  }

  private read(token: string): VerifiedAccess | null {
    let payload: Partial<AccessClaims> & { exp?: unknown };
    try {
      payload = this.jwt.verify(token);
    } catch {
      return null;
    }
    const { typ, sub, uid, sid, exp } = payload;
    const isComplete =
      typ === 'access' &&
      typeof exp === 'number' &&
      typeof sub === 'string' &&
      typeof uid === 'number' &&
      typeof sid === 'string' &&
      isUuid(sid);
    return isComplete ? { claims: { typ, sub, uid, sid }, endsAt: exp * 1_000 } : null;
  }
}
