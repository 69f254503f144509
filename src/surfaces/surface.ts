import { applyDecorators, Controller } from '@nestjs/common';
import type { DomainError, ErrorKind } from '../kernel/errors';
import type { RateLimitPolicy } from './rate-limit-policy';

/** The status of each kind of error; a surface overrides what its contract says otherwise. */
export const STATUS: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** A path prefix that still answers but whose clients should move on. */
export interface Deprecation {
  readonly prefix: string;
  readonly successor: string;
  /** When it was announced, and when it may stop answering: calendar dates, UTC. */
  readonly since: string;
  readonly sunset: string;
}

/** Everything that sets one public contract apart from the others. */
export interface SurfaceOptions {
  readonly name: 'learning' | 'coaching' | 'developer' | 'operations';
  readonly title: string;
  readonly description: string;
  /** The chapters of its document, in order, where they need more than a name. */
  readonly tags?: readonly { readonly name: string; readonly description: string }[];
  /** Path prefixes without slashes around them; the first is the one that documents show. */
  readonly prefixes: readonly string[];
  /** Paths whose errors speak this contract, where that is not simply every prefix. */
  readonly claims?: readonly string[];
  readonly deprecations: readonly Deprecation[];
  /** How often it may be asked; under every prefix the same buckets count. */
  readonly rateLimits: RateLimitPolicy;
  /** Query parameters, in lower case, that are refused since they look like the place of a secret. */
  readonly secretParameters?: readonly string[];
  readonly status: Readonly<Record<ErrorKind, number>>;
  /** The body of an error reply in this contract's words. */
  readonly renderError: (error: DomainError, status: number) => Record<string, unknown>;
  /** The code of an error in problem details, where it is not the error's own. */
  readonly problemCode?: (error: DomainError) => string;
  /** The class that documents that body. */
  readonly errorReply: new () => object;
}

export interface Surface extends SurfaceOptions {
  /** Declares a controller under every prefix of the surface. */
  controller(path: string): ClassDecorator;
}

/** Makes a surface value: all its differences are data, so no code asks which surface it is in. */
export function surface(options: SurfaceOptions): Surface {
  return {
    ...options,
    controller: (path) =>
      applyDecorators(
        Controller(options.prefixes.map((prefix) => [prefix, path].filter(Boolean).join('/'))),
      ),
  };
}

/** The surface that owns a path: the longest claim that matches whole segments wins. */
export function surfaceOf(path: string, surfaces: readonly Surface[], fallback: Surface): Surface {
  let best = fallback;
  let bestLength = -1;
  for (const candidate of surfaces) {
    for (const prefix of candidate.claims ?? candidate.prefixes) {
      const claims = path === `/${prefix}` || path.startsWith(`/${prefix}/`);
      if (claims && prefix.length > bestLength) {
        best = candidate;
        bestLength = prefix.length;
      }
    }
  }
  return best;
}
