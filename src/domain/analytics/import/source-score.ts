/** A score in hundredths of a percent, 0 to 10,000; null where it is no share of anything. */
export function scoreOf(given: number | null, most: number | null): number | null {
  if (given === null || most === null || most <= 0) return null;
  const share = Math.round((given / most) * 10_000);
  return share >= 0 && share <= 10_000 ? share : null;
}
