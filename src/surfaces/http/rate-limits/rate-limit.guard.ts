import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerRequest,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import type { LimitedRequest } from './limited-request';
import { conclude, RequestLimiter } from './request-limiter';
import type { Bucket } from './route-rules';
import type { Standing } from './standing';

const PASSED = Promise.resolve(true);

/**
 * Decides what only the body of a request can tell: which account somebody signs in to. Everything
 * else is decided before (see limit-requests.ts), for requests too that never come to a guard. It
 * stands before the guards that ask who is calling.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly limiter: RequestLimiter,
  ) {
    super(options, storage, reflector);
  }

  override canActivate(context: ExecutionContext): Promise<boolean> {
    const { admission } = context.switchToHttp().getRequest<Partial<LimitedRequest>>();
    return admission === undefined || admission === null ? PASSED : super.canActivate(context);
  }

  /** @throws RateLimitExceeded */
  protected override async handleRequest({ context }: ThrottlerRequest): Promise<boolean> {
    const request = context.switchToHttp().getRequest<LimitedRequest>();
    if (request.admission === null) return true;
    const { rules, standings } = request.admission;
    request.admission = null;
    const all = [...standings];
    for (const bucket of rules.byBody) {
      const key = this.limiter.bodyKeyOf(bucket, request);
      if (key === null) continue;
      const standing = await this.spend(key, bucket);
      all.push(standing);
      if (!standing.allowed) break;
    }
    const [first, ...others] = all;
    if (first !== undefined) {
      conclude(context.switchToHttp().getResponse<FastifyReply>(), [first, ...others]);
    }
    return true;
  }

  private async spend(key: string, { limit }: Bucket): Promise<Standing> {
    const { totalHits, timeToExpire, isBlocked } = await this.storageService.increment(
      key,
      limit.seconds * 1_000,
      limit.requests,
      0,
      limit.name,
    );
    return {
      limit,
      allowed: !isBlocked,
      remaining: limit.requests - totalHits,
      fullAgainAt: Math.ceil(Date.now() / 1_000) + timeToExpire,
      secondsToNext: timeToExpire,
    };
  }
}
