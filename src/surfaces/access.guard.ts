import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ActorResolver } from '../domain/auth/actor-resolver';
import { NotSignedIn } from '../domain/auth/auth.errors';
import { type Actor, isInstructorOrAbove, isPlatformAdmin } from '../kernel/actor';
import { Forbidden } from '../kernel/errors';
import { AccessTokens } from '../platform/crypto/access-tokens';
import { ACCESS, type Access } from './access.metadata';
import type { AuthenticatedRequest } from './authenticated-request';
import { bearerTokenOf } from './bearer';

const REQUIREMENTS: Partial<Record<Access, { met: (actor: Actor) => boolean; who: string }>> = {
  'instructor or above': { met: isInstructorOrAbove, who: 'instructors and platform admins' },
  'platform admin': { met: isPlatformAdmin, who: 'platform admins' },
};

/** What a single route of a guarded controller may declare to be left to itself. */
const UNGUARDED: ReadonlySet<Access> = new Set<Access>(['public', 'refresh token']);

/** Lets a request pass whose access token is good and whose bearer the route is for. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly actors: ActorResolver,
  ) {}

  /** @throws NotSignedIn @throws Forbidden */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (UNGUARDED.has(access)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const claims = this.tokens.verify(bearerTokenOf(request));
    if (claims === null) throw new NotSignedIn();
    const actor = await this.actors.resolve(claims);
    const requirement = REQUIREMENTS[access];
    if (requirement !== undefined && !requirement.met(actor)) {
      throw new Forbidden(`This is for ${requirement.who} only.`);
    }
    request.user = actor;
    return true;
  }
}
