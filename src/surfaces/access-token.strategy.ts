import { createSecretKey, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { NotSignedIn } from '../domain/auth/auth.errors';
import { ActorResolver } from '../domain/auth/actor-resolver';
import type { Actor } from '../kernel/actor';
import { isUuid } from '../kernel/id';
import { CONFIGURATION, type Configuration } from '../platform/config/configuration';
import { ACCESS_TOKEN_RULES, type AccessClaims } from '../platform/crypto/access-tokens';

/** Verifies access tokens and finds out, at this moment, who their bearer is. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy) {
  /**
   * Passport keeps strategies by name for the whole process: were the name the same everywhere, a
   * second application in it would answer for the first.
   */
  readonly registeredAs = `access token ${randomUUID()}`;

  constructor(
    @Inject(CONFIGURATION) configuration: Configuration,
    private readonly actors: ActorResolver,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // Given a text, the library tries to read it as a public key at every single request.
      secretOrKey: createSecretKey(configuration.auth.secret, 'utf8') as unknown as Buffer,
      algorithms: [ACCESS_TOKEN_RULES.algorithm],
      issuer: ACCESS_TOKEN_RULES.issuer,
      audience: ACCESS_TOKEN_RULES.audience,
      ignoreExpiration: false,
    });
    passport.use(this.registeredAs, this);
  }

  /** Called with claims whose signature, issuer, audience and expiry are right. */
  validate(claims: Partial<AccessClaims> & { exp?: number }): Promise<Actor> {
    const { typ, sub, uid, sid, exp } = claims;
    const isComplete =
      typ === 'access' &&
      typeof exp === 'number' &&
      typeof sub === 'string' &&
      typeof uid === 'number' &&
      typeof sid === 'string' &&
      isUuid(sid);
    if (!isComplete) throw new NotSignedIn();
    return this.actors.resolve({ typ, sub, uid, sid });
  }
}
