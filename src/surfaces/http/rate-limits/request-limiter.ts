import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import {
  type Limit,
  type Outcome,
  secondsToNext,
  timesFactor,
} from '../../../platform/rate-limit/limit';
import {
  RATE_LIMIT_STORAGE,
  type RateLimitStorage,
} from '../../../platform/rate-limit/rate-limit-storage';
import type { AuthenticatedRequest } from '../../authenticated-request';
import { surfaceOf } from '../../surface';
import { SURFACES } from '../../surface-list';
import { pathOf } from '../request-path';
import { addressGroup } from './address-group';
import { KnownCallers } from './known-callers';
import type { LimitedRequest } from './limited-request';
import { RateLimitExceeded } from './rate-limit.errors';
import { type Bucket, type PlanLimits, type RouteRules, RulesOfRoutes } from './route-rules';
import { type Standing, standingOf } from './standing';
import { tellStanding } from './standing-headers';

/** Decides about each request, as soon as its head is here, by the policy of its surface. */
@Injectable()
export class RequestLimiter {
  private readonly rules: RulesOfRoutes;
  private readonly factor: number;
  /** Keys hold digests that nobody can reproduce: no address and no name lies in a storage. */
  private readonly pepper: string;

  constructor(
    @Inject(RATE_LIMIT_STORAGE) private readonly storage: RateLimitStorage | null,
    @Inject(CONFIGURATION) configuration: Configuration,
    private readonly callers: KnownCallers,
  ) {
    this.factor = configuration.rateLimits.factor;
    this.rules = new RulesOfRoutes(this.factor);
    this.pepper = configuration.auth.secret;
  }

  /** Whether anything is counted. */
  get isOn(): boolean {
    return this.storage !== null;
  }

  /**
   * Counts a request and tells on its reply how the caller stands. Waits only where the storage or
   * the caller's name makes it wait.
   *
   * @throws RateLimitExceeded
   */
  admit(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    if (this.storage === null) return;
    const rules = this.rulesOf(request);
    if (rules.anyone !== null) return this.chargeAnyone(request, reply, rules, rules.anyone);
    const userId = this.callers.userIdOf(request);
    return userId instanceof Promise
      ? userId.then((id) => this.chargeCaller(request, reply, rules, id))
      : this.chargeCaller(request, reply, rules, userId);
  }

  /**
   * Counts what an address asks for without a request that comes to a route: a handshake.
   *
   * @throws RateLimitExceeded
   */
  async admitAddress(address: string, limit: Limit): Promise<void> {
    if (this.storage === null) return;
    const scaled = timesFactor(limit, this.factor);
    const key = this.keyOf(limit.name, addressGroup(address));
    const outcome = await this.storage.spend(key, scaled);
    if (!outcome.allowed) throw new RateLimitExceeded(secondsToNext(scaled, outcome));
  }

  /**
   * The key of the bucket that the body of a request chooses; null when it names none.
   *
   * @param body as it was parsed, not validated yet.
   */
  bodyKeyOf({ prefix, by }: Bucket, request: FastifyRequest): string | null {
    const field = textField(request.body, by === 'guardian email' ? 'guardian_email' : 'email');
    if (by === 'guardian email' && field === '') return null;
    return this.keyOf(
      prefix,
      by === 'email and address' ? `${field}|${addressGroup(request.ip)}` : field,
    );
  }

  private chargeCaller(
    request: FastifyRequest,
    reply: FastifyReply,
    rules: RouteRules,
    userId: number | null,
  ): void | Promise<void> {
    if (userId === null) {
      return this.charge(this.headKeyOf(rules.address, request), rules.address.limit, reply);
    }
    const { prefix, limits } = rules.known;
    // Keys use up nothing of their owner's own: whoever has one of them could keep the owner out,
    // from the routes that revoke it first of all.
    const isSignedIn = Boolean((request as AuthenticatedRequest).claims);
    const key = `${prefix}${isSignedIn ? '' : 'keys/'}${userId}`;
    if (!isByPlan(limits)) return this.charge(key, limits, reply);
    return this.callers.planOf(userId).then((plan) => this.charge(key, limits[plan], reply));
  }

  private charge(key: string, limit: Limit, reply: FastifyReply): void | Promise<void> {
    const outcome = (this.storage as RateLimitStorage).spend(key, limit);
    return outcome instanceof Promise
      ? outcome.then((waited) => conclude(reply, [standingOf(limit, waited)]))
      : conclude(reply, [standingOf(limit, outcome)]);
  }

  private async chargeAnyone(
    request: FastifyRequest,
    reply: FastifyReply,
    rules: RouteRules,
    buckets: readonly Bucket[],
  ): Promise<void> {
    const standings: Standing[] = [];
    for (const bucket of buckets) {
      const outcome: Outcome = await (this.storage as RateLimitStorage).spend(
        this.headKeyOf(bucket, request),
        bucket.limit,
      );
      standings.push(standingOf(bucket.limit, outcome));
      if (!outcome.allowed) break;
    }
    if (standings.length > 0) conclude(reply, standings as [Standing, ...Standing[]]);
    if (rules.byBody.length > 0) (request as LimitedRequest).admission = { rules, standings };
  }

  private headKeyOf({ prefix, by }: Bucket, request: FastifyRequest): string {
    return this.keyOf(
      prefix,
      by === 'bearer' ? (request.headers.authorization ?? '') : addressGroup(request.ip),
    );
  }

  private keyOf(prefix: string, who: string): string {
    return `${prefix}/${hash('sha256', `${this.pepper}${who}`, 'base64url')}`;
  }

  /** By the route that the router found, so that no other spelling of an address gets around it. */
  private rulesOf(request: FastifyRequest): RouteRules {
    const verb = request.method === 'HEAD' ? 'GET' : request.method;
    const template = request.routeOptions.url;
    const known = template === undefined ? undefined : this.rules.find(verb, template);
    if (known !== undefined) return known;
    const path = template ?? pathOf(request.url);
    const surface = surfaceOf(path, SURFACES.all, SURFACES.fallback);
    return this.rules.of(verb, template ?? null, surface);
  }
}

/** Tells how the caller stands. @throws RateLimitExceeded when there was no room. */
export function conclude(reply: FastifyReply, standings: readonly [Standing, ...Standing[]]): void {
  tellStanding(reply, standings);
  const refusals = standings.filter(({ allowed }) => !allowed);
  if (refusals.length > 0) {
    throw new RateLimitExceeded(Math.max(...refusals.map((refusal) => refusal.secondsToNext)));
  }
}

function isByPlan(limits: Limit | PlanLimits): limits is PlanLimits {
  return 'free' in limits;
}

function textField(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value = (body as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
