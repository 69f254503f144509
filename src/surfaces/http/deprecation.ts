import { surfaceOf } from '../surface';
import type { SurfaceList } from '../surface-list';

/**
 * The headers that tell a client of a deprecated path when it was deprecated (RFC 9745), when it
 * may stop answering (RFC 8594) and where the same resource lives on; none for other paths.
 *
 * @param path decoded, as the router reads it.
 */
export function deprecationHeaders(
  path: string,
  surfaces: SurfaceList,
): Readonly<Record<string, string>> {
  const surface = surfaceOf(path, surfaces.all, surfaces.fallback);
  const deprecation = surface.deprecations.find(
    ({ prefix }) => path === `/${prefix}` || path.startsWith(`/${prefix}/`),
  );
  if (deprecation === undefined) return {};
  const successor = `/${deprecation.successor}${path.slice(deprecation.prefix.length + 1)}`;
  return {
    Deprecation: `@${Date.parse(deprecation.since) / 1000}`,
    Sunset: new Date(deprecation.sunset).toUTCString(),
    Link: `<${encodeURI(successor)}>; rel="successor-version"`,
  };
}
