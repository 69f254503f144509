import { ApiKeyInQuery } from '../../domain/api-keys/api-keys.errors';
import { mentionsKey } from '../../domain/api-keys/key-text';
import { surfaceOf } from '../surface';
import type { SurfaceList } from '../surface-list';
import { pathOf } from './request-path';

/**
 * What is wrong with a request target that has an API key in its query string, or a parameter in
 * which the surface expects clients to put one by mistake. The target itself is repeated nowhere.
 */
export function keyInQuery(target: string, surfaces: SurfaceList): ApiKeyInQuery | undefined {
  const start = target.indexOf('?');
  if (start < 0) return undefined;
  const query = new URLSearchParams(target.slice(start + 1));
  const { secretParameters = [] } = surfaceOf(pathOf(target), surfaces.all, surfaces.fallback);
  const isRefused = [...query].some(
    ([name, value]) =>
      secretParameters.includes(name.toLowerCase()) || mentionsKey(name) || mentionsKey(value),
  );
  return isRefused ? new ApiKeyInQuery() : undefined;
}
