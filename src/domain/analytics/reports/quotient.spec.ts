import { quotient } from './quotient';

describe('a quotient', () => {
  it.each([
    [1, 3, 4, 0.3333],
    [2, 3, 4, 0.6667],
    [1, 8, 2, 0.13],
    [1_005, 1_000, 2, 1.01],
    [0, 7, 2, 0],
    [7, 7, 4, 1],
    [6_000_000_000_001n, 1_000n, 2, 6_000_000_000],
    [6_000_000_000_005n, 1_000n, 2, 6_000_000_000.01],
  ])('%d ÷ %d to %d decimals is %d', (numerator, denominator, decimals, result) => {
    expect(quotient(numerator, denominator, decimals)).toBe(result);
  });

  it('is nothing without a denominator', () => {
    expect(quotient(3, 0, 2)).toBeNull();
    expect(quotient(0n, 0n, 2)).toBeNull();
  });

  it('loses nothing in numbers beyond those that floating point counts by ones', () => {
    expect(quotient(9_007_199_254_740_993n * 3n, 9_007_199_254_740_993n * 8n, 2)).toBe(0.38);
  });
});
