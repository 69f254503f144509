/** The value below which so much of a sample lies. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle of a sample. */
export function median(sample: readonly number[]): number {
  return quantile(sample, 0.5);
}
