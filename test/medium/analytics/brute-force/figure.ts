/** A figure that is told with so many decimals; `value` is not rounded yet. */
export class Decimal {
  constructor(
    readonly value: number,
    readonly decimals: number,
  ) {}

  /** Whether a number is this figure, rounded; of two numbers equally near both will do. */
  isToldBy(told: unknown): boolean {
    if (typeof told !== 'number') return false;
    const unit = 10 ** -this.decimals;
    const isRound = Math.abs(told - Math.round(told / unit) * unit) < 1e-9;
    return isRound && Math.abs(told - this.value) <= unit / 2 + 1e-9;
  }
}

/** What a report must say. */
export type Figures =
  | number
  | string
  | null
  | Decimal
  | readonly Figures[]
  | { readonly [name: string]: Figures };

/** A ratio with so many decimals, or null where there is nothing to divide by. */
export function ratio(
  dividend: number | null | undefined,
  divisor: number | null | undefined,
  decimals: number,
): Decimal | null {
  if (!divisor) return null;
  return new Decimal((dividend ?? 0) / divisor, decimals);
}

/**
 * Every place where a reply says something else than the figures, in words; also what only one of
 * the two holds.
 */
export function differences(told: unknown, expected: Figures, place = ''): string[] {
  if (expected instanceof Decimal) {
    if (expected.isToldBy(told)) return [];
    return [`${place}: ${JSON.stringify(told)} instead of ${expected.value}, rounded`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(told)) return [`${place}: ${JSON.stringify(told)} is no list`];
    const length = Math.max(told.length, expected.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      differences(told[index], expected[index] as Figures, `${place}[${index}]`),
    );
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof told !== 'object' || told === null) {
      return [`${place}: ${JSON.stringify(told)} is no object`];
    }
    const names = new Set([...Object.keys(told), ...Object.keys(expected)]);
    return [...names].flatMap((name) =>
      differences(
        (told as Record<string, unknown>)[name],
        (expected as Record<string, Figures>)[name] as Figures,
        place === '' ? name : `${place}.${name}`,
      ),
    );
  }
  if (told === expected) return [];
  return [`${place}: ${JSON.stringify(told)} instead of ${JSON.stringify(expected)}`];
}
