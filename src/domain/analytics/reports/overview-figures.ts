/** Who is here; types, so that they read as figures by kind. */
type ActiveUsers = {
  /** On the last day of the range. */
  readonly day: number;
  /** In its ISO week and in its calendar month, as far as they lie in the range. */
  readonly week: number;
  readonly month: number;
};

/** Who came, and who was here. */
export interface OverviewFigures {
  readonly signups: number;
  readonly activeUsers: ActiveUsers;
  /** In the whole range, everybody once. */
  readonly activeUsersTotal: number;
}

/** So many people with a streak of so many days. */
export interface StreakBucket {
  readonly streak: string;
  readonly users: number;
}

/** The first length of each bucket, and its name. */
const BUCKETS: readonly (readonly [from: number, name: string])[] = [
  [0, '0'],
  [1, '1'],
  [2, '2-3'],
  [4, '4-6'],
  [7, '7-13'],
  [14, '14-29'],
  [30, '30+'],
];

/**
 * How many people have a streak of which length; every bucket is there.
 *
 * @param streaks so many people with a streak of so many days, of at least one.
 * @param total everybody; whoever is not among the streaks has none.
 */
export function streakDistribution(
  streaks: readonly { readonly days: number; readonly users: number }[],
  total: number,
): StreakBucket[] {
  const users = BUCKETS.map(() => 0);
  for (const streak of streaks) {
    const bucket = BUCKETS.findLastIndex(([from]) => from <= streak.days);
    users[bucket] = (users[bucket] as number) + streak.users;
  }
  const rest = total - users.reduce((sum, count) => sum + count, 0);
  return BUCKETS.map(([, streak], index) => ({
    streak,
    users: (users[index] as number) + (index === 0 ? rest : 0),
  }));
}
