/**
 * An exact quotient to so many decimals, halves up.
 *
 * @param numerator a whole number, zero or more.
 * @param denominator a whole number, zero or more.
 * @returns null when there is nothing to divide by.
 */
export function quotient(
  numerator: number | bigint,
  denominator: number | bigint,
  decimals: number,
): number | null {
  const divisor = BigInt(denominator);
  if (divisor === 0n) return null;
  const scaled = BigInt(numerator) * 10n ** BigInt(decimals);
  return Number((2n * scaled + divisor) / (2n * divisor)) / 10 ** decimals;
}
