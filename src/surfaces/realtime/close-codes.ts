/** With what this server closes a connection of itself; clients decide by it whether to come back. */
export const CLOSE_CODES = {
  /** The process stops: come back at once, another one answers. */
  goingAway: 1001,
  /** Only text is read here. */
  unsupportedData: 1003,
  /** A message was begun and never finished. */
  policyViolation: 1008,
  /** Something that is needed is away: come back in a while. */
  tryAgainLater: 1013,
  /** The token is not good, or what it rests on has ended: sign in first. */
  notSignedIn: 4401,
  /** Nobody signed in in time. */
  signInTimeout: 4408,
  /** Too many frames, or too many connections of one person: come back slowly. */
  tooMany: 4429,
} as const;
