import { type ExecutionContext, Get } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ActorResolver } from '../domain/auth/actor-resolver';
import { NotSignedIn } from '../domain/auth/auth.errors';
import { AccessTokens } from '../platform/crypto/access-tokens';
import { BearsRefreshToken, Public, SignedIn } from './access';
import { AccessGuard } from './access.guard';
import type { KeyBearers } from './key-bearers';

@SignedIn()
class HouseController {
  @Public()
  @Get('door')
  door(): void {}

  @BearsRefreshToken()
  @Get('key')
  key(): void {}

  @Get('attic')
  attic(): void {}
}

describe('AccessGuard on a controller that is for people who are signed in', () => {
  const tokens = new AccessTokens('a-secret-of-this-test-only-0123456789', 60);
  const guard = new AccessGuard(new Reflector(), tokens, {} as ActorResolver, {} as KeyBearers);

  /** A stranger at this route. */
  function stranger(route: 'door' | 'key' | 'attic'): ExecutionContext {
    return {
      getHandler: () => HouseController.prototype[route],
      getClass: () => HouseController,
      switchToHttp: () => ({ getRequest: () => ({ headers: {} }), getResponse: () => ({}) }),
    } as unknown as ExecutionContext;
  }

  it('lets a single route be open all the same', async () => {
    expect(await guard.canActivate(stranger('door'))).toBe(true);
    expect(await guard.canActivate(stranger('key'))).toBe(true);
  });

  it('asks for a token everywhere else', async () => {
    await expect(guard.canActivate(stranger('attic'))).rejects.toThrow(NotSignedIn);
  });
});
