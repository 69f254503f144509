/** How the sign-ins of one contract are prolonged. */
export interface SignInPolicy {
  /** Names who issues it; a sign-in is prolonged only where it was made. */
  readonly issuer: string;
  /** How long a sign-in lasts at most without signing in again, in days. */
  readonly days: number;
}
