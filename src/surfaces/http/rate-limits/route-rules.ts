import type { PlanCode } from '../../../domain/entitlements/entitlement';
import { type Limit, timesFactor } from '../../../platform/rate-limit/limit';
import type { Charge, RateLimitPolicy, RouteLimits, Tracker } from '../../rate-limit-policy';
import type { Surface } from '../../surface';

/** A charge with the name of its bucket among all buckets. */
export interface Bucket {
  readonly prefix: string;
  readonly by: Tracker;
  readonly limit: Limit;
}

/** Everything that is decided about a route before the first request. */
export interface RouteRules {
  /** The bucket of whoever is known; by plan where plans differ. */
  readonly known: { readonly prefix: string; readonly limits: Limit | PlanLimits };
  readonly address: Bucket;
  /** Set where it does not matter who is calling: first what the head of a request tells. */
  readonly anyone: readonly Bucket[] | null;
  /** What only its body tells. */
  readonly byBody: readonly Bucket[];
}

export type PlanLimits = Readonly<Record<PlanCode, Limit>>;

const IN_BODY: ReadonlySet<Tracker> = new Set(['email and address', 'email', 'guardian email']);

/** Rules of the routes of every surface, each worked out once. */
export class RulesOfRoutes {
  private readonly known = new Map<string, RouteRules>();

  /** @param factor by which each limit is multiplied. */
  constructor(private readonly factor: number) {}

  /**
   * @param verb of the request; HEAD is GET.
   * @param template of the route; null for an address without one.
   */
  of(verb: string, template: string | null, surface: Surface): RouteRules {
    const key = `${verb} ${template ?? `(${surface.name})`}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const rules = this.read(verb, template, surface);
    this.known.set(key, rules);
    return rules;
  }

  /** The rules of a route that was asked for before. */
  find(verb: string, template: string): RouteRules | undefined {
    return this.known.get(`${verb} ${template}`);
  }

  private read(verb: string, template: string | null, surface: Surface): RouteRules {
    const { rateLimits: policy, name } = surface;
    const special = template === null ? undefined : specialOf(verb, template, surface, policy);
    const scaled = (limit: Limit) => timesFactor(limit, this.factor);
    const bucket = ({ by, limit }: Charge): Bucket => ({
      prefix: `${name}/${limit.name}`,
      by,
      limit: scaled(limit),
    });
    const anyone = special?.anyone?.map(bucket) ?? null;
    return {
      known: {
        prefix: `${name}/known/${special?.known?.name ?? ''}`,
        limits: special?.known === undefined ? scaledAll(policy, scaled) : scaled(special.known),
      },
      address: bucket({ by: 'address', limit: policy.address }),
      anyone: anyone?.filter(({ by }) => !IN_BODY.has(by)) ?? null,
      byBody: anyone?.filter(({ by }) => IN_BODY.has(by)) ?? [],
    };
  }
}

function scaledAll(
  { known }: RateLimitPolicy,
  scaled: (limit: Limit) => Limit,
): Limit | PlanLimits {
  if (!('free' in known)) return scaled(known);
  const { free, pro, enterprise } = known;
  return { free: scaled(free), pro: scaled(pro), enterprise: scaled(enterprise) };
}

function specialOf(
  verb: string,
  template: string,
  surface: Surface,
  policy: RateLimitPolicy,
): RouteLimits | undefined {
  const places = surface.prefixes
    .filter((prefix) => prefix === '' || template.startsWith(`/${prefix}/`))
    .map((prefix) => `${verb} ${prefix === '' ? template : template.slice(prefix.length + 1)}`);
  return policy.routes.find(({ routes }) =>
    routes.some((route) => places.some((place) => isRoute(place, route))),
  );
}

function isRoute(place: string, route: string): boolean {
  return route.endsWith('/*') ? place.startsWith(route.slice(0, -1)) : place === route;
}
