import {
  applyDecorators,
  SetMetadata,
  UseGuards,
  createParamDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor';
import { AccessGuard } from './access.guard';
import { ACCESS, type Access } from './access.metadata';
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
