/** Who may call a route. Every route declares one; an architecture test refuses the others. */
export type Access =
  | 'public'
  | 'refresh token'
  | 'signed in'
  | 'instructor or above'
  | 'platform admin'
  | 'api key'
  | 'api key or signed in';

/** Where a route's {@link Access} stands. */
export const ACCESS = Symbol('access');

/** Where it stands which permission an API key needs; on some routes any key will do. */
export const PERMISSION = Symbol('permission');
