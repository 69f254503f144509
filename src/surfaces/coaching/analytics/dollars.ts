const CENTS_PER_DOLLAR = 100;

/** Whole dollars with separators between the thousands; half a dollar counts as one. */
export function toDollarText(cents: number): string {
  const dollars = Math.round(Math.abs(cents) / CENTS_PER_DOLLAR);
  const sign = cents < 0 && dollars > 0 ? '-' : '';
  return `${sign}$${dollars.toLocaleString('en-US')}`;
}

/** A number of dollars, exact to the cent. */
export function toDollars(cents: number): number {
  return cents / CENTS_PER_DOLLAR;
}
