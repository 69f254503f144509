import { type ExecutionContext, Get } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { BearsRefreshToken, Public, SignedIn } from './access';
import { AccessGuard } from './access.guard';
import type { AccessTokenStrategy } from './access-token.strategy';

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
  const guard = new AccessGuard(new Reflector(), {
    registeredAs: 'a strategy that nobody registered',
  } as AccessTokenStrategy);

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
    await expect(guard.canActivate(stranger('attic'))).rejects.toThrow();
  });
});
