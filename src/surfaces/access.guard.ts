import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InsufficientPermission } from '../domain/api-keys/api-keys.errors';
import { ActorResolver } from '../domain/auth/actor-resolver';
import { NotSignedIn } from '../domain/auth/auth.errors';
import {
  type Actor,
  isInstructorOrAbove,
  isPermitted,
  isPlatformAdmin,
  type Permission,
} from '../kernel/actor';
import { Forbidden } from '../kernel/errors';
import { AccessTokens } from '../platform/crypto/access-tokens';
import { ACCESS, type Access, PERMISSION } from './access.metadata';
import type { AuthenticatedRequest } from './authenticated-request';
import { bearerTokenOf } from './bearer';
import { KeyBearers } from './key-bearers';

const REQUIREMENTS: Partial<Record<Access, { met: (actor: Actor) => boolean; who: string }>> = {
  'instructor or above': { met: isInstructorOrAbove, who: 'instructors and platform admins' },
  'platform admin': { met: isPlatformAdmin, who: 'platform admins' },
};

/** What a single route of a guarded controller may declare to be left to itself. */
const UNGUARDED: ReadonlySet<Access> = new Set<Access>(['public', 'refresh token']);

/** Routes that take an API key, and whether a sign-in does as well. */
const KEYED: Partial<Record<Access, { alsoSignedIn: boolean }>> = {
  'api key': { alsoSignedIn: false },
  'api key or signed in': { alsoSignedIn: true },
};

/** Lets a request pass whose access token or API key is good and whose bearer the route is for. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly actors: ActorResolver,
    private readonly keys: KeyBearers,
  ) {}

  /**
   * @throws Unauthenticated which of its kinds tells what is wrong with a key.
   * @throws Forbidden
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.declared<Access>(ACCESS, context);
    if (UNGUARDED.has(access)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const keyed = KEYED[access];
    if (keyed === undefined) {
      request.user = await this.signedIn(request);
      requireRole(access, request.user);
      return true;
    }
    const isSignedIn = keyed.alsoSignedIn && !this.keys.bearsKey(request);
    request.user = isSignedIn ? await this.signedIn(request) : await this.keys.actorOf(request);
    const permission = this.declared<Permission | undefined>(PERMISSION, context);
    if (permission !== undefined && !isPermitted(request.user, permission)) {
      throw new InsufficientPermission(permission);
    }
    return true;
  }

  private async signedIn(request: AuthenticatedRequest): Promise<Actor> {
    const claims = request.claims ?? this.tokens.verify(bearerTokenOf(request));
    if (claims === null) throw new NotSignedIn();
    return this.actors.resolve(claims);
  }

  private declared<Value>(key: symbol, context: ExecutionContext): Value {
    return this.reflector.getAllAndOverride<Value>(key, [context.getHandler(), context.getClass()]);
  }
}

function requireRole(access: Access, actor: Actor): void {
  const requirement = REQUIREMENTS[access];
  if (requirement !== undefined && !requirement.met(actor)) {
    throw new Forbidden(`This is for ${requirement.who} only.`);
  }
}
