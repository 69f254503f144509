import { JwtService } from '@nestjs/jwt';

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

/** How access tokens are signed and what a verifier insists on: one algorithm, issuer and audience. */
export const ACCESS_TOKEN_RULES = {
  algorithm: 'HS256',
  issuer: 'trellis',
  audience: 'trellis',
} as const;

/** Issues short-lived access tokens. They are verified by the surfaces' guard. */
export class AccessTokens {
  private readonly jwt: JwtService;

  /** @param lifetimeSeconds how long a token is good for. */
  constructor(
    secret: string,
    readonly lifetimeSeconds: number,
  ) {
    this.jwt = new JwtService({
      secret,
      signOptions: { ...ACCESS_TOKEN_RULES, expiresIn: lifetimeSeconds },
    });
  }

  /** Signs a token for these claims. */
  issue(claims: Omit<AccessClaims, 'typ'>): string {
    return this.jwt.sign({ ...claims, typ: 'access' } satisfies AccessClaims);
  }
}
