import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ActorResolver } from '../../../domain/auth/actor-resolver';
import { NotSignedIn } from '../../../domain/auth/auth.errors';
import { isPlatformAdmin } from '../../../kernel/actor';
import { Forbidden } from '../../../kernel/errors';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { AccessTokens } from '../../../platform/crypto/access-tokens';
import { isMetricsToken } from '../../../platform/metrics/metrics-token';
import { bearerTokenOf } from '../../bearer';

/** Lets in programs with METRICS_TOKEN, and platform admins who are signed in. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly tokens: AccessTokens,
    private readonly actors: ActorResolver,
  ) {}

  /** @throws NotSignedIn @throws Forbidden */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const bearer = bearerTokenOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (isMetricsToken(bearer, this.configuration.metrics.token)) return true;
    const claims = this.tokens.verify(bearer);
    if (claims === null) throw new NotSignedIn();
    if (!isPlatformAdmin(await this.actors.resolve(claims))) {
      throw new Forbidden('This is for platform admins only.');
    }
    return true;
  }
}
