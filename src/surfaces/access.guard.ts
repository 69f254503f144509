import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { type Actor, isInstructorOrAbove, isPlatformAdmin } from '../kernel/actor';
import { Forbidden } from '../kernel/errors';
import { NotSignedIn } from '../domain/auth/auth.errors';
import { ACCESS, type Access } from './access.metadata';
import { AccessTokenStrategy } from './access-token.strategy';

const REQUIREMENTS: Partial<Record<Access, { met: (actor: Actor) => boolean; who: string }>> = {
  'instructor or above': { met: isInstructorOrAbove, who: 'instructors and platform admins' },
  'platform admin': { met: isPlatformAdmin, who: 'platform admins' },
};

/** What a single route of a guarded controller may declare to be left to itself. */
const UNGUARDED: ReadonlySet<Access> = new Set<Access>(['public', 'refresh token']);

/** Lets a request pass whose access token is good and whose bearer the route is for. */
@Injectable()
export class AccessGuard extends AuthGuard() {
  constructor(
    private readonly reflector: Reflector,
    strategy: AccessTokenStrategy,
  ) {
    super({ defaultStrategy: strategy.registeredAs });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (UNGUARDED.has(access)) return true;
    await super.canActivate(context);
    const requirement = REQUIREMENTS[access];
    const actor = context.switchToHttp().getRequest<{ user: Actor }>().user;
    if (requirement !== undefined && !requirement.met(actor)) {
      throw new Forbidden(`This is for ${requirement.who} only.`);
    }
    return true;
  }

  override handleRequest<User>(error: unknown, user: User): User {
    if (error instanceof Error) throw error;
    if (!user) throw new NotSignedIn();
    return user;
  }
}
