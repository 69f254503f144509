import {
  applyDecorators,
  SetMetadata,
  UseGuards,
  createParamDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import type { Actor, Permission } from '../kernel/actor';
import { AccessGuard } from './access.guard';
import { ACCESS, type Access, PERMISSION } from './access.metadata';
import type { AuthenticatedRequest } from './authenticated-request';

/** Anybody, signed in or not. */
export const Public = (): MethodDecorator => SetMetadata(ACCESS, 'public' satisfies Access);

/** The bearer of a refresh token, which the route itself checks. */
export const BearsRefreshToken = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, 'refresh token' satisfies Access),
    ApiBearerAuth('refresh token'),
  );

/** Anybody who is signed in. */
export const SignedIn = (): MethodDecorator & ClassDecorator => guarded('signed in');

/** Instructors of any university, and platform admins. */
export const InstructorOrAbove = (): MethodDecorator & ClassDecorator =>
  guarded('instructor or above');

/** Platform admins. */
export const PlatformAdminOnly = (): MethodDecorator & ClassDecorator => guarded('platform admin');

/** Programs, with an API key that has this permission. A route's own goes before its controller's. */
export const WithKey = (permission: Permission): MethodDecorator & ClassDecorator =>
  applyDecorators(keyed('api key', permission), ApiSecurity('api key', [permission]));

/**
 * Programs with such a key, and people who are signed in. Without a permission every key will do:
 * the domain then decides by what is asked for.
 */
export const WithKeyOrSession = (permission?: Permission): MethodDecorator & ClassDecorator =>
  applyDecorators(
    keyed('api key or signed in', permission),
    ApiSecurity('api key', permission === undefined ? [] : [permission]),
    ApiBearerAuth('access token'),
  );

function keyed(access: Access, permission?: Permission): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, access),
    SetMetadata(PERMISSION, permission),
    UseGuards(AccessGuard),
  );
}

function guarded(access: Access): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, access),
    UseGuards(AccessGuard),
    ApiBearerAuth('access token'),
  );
}

/** The {@link Actor} of a guarded route. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().user;
});
