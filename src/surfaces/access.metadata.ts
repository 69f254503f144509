/** Who may call a route. Every route declares one; an architecture test refuses the others. */
export type Access =
  | 'public'
  | 'refresh token'
  | 'signed in'
  | 'instructor or above'
  | 'platform admin';

/** Where a route's {@link Access} stands. */
export const ACCESS = Symbol('access');
