import type { College } from './college';
import { mobilityImpact, mobilityScore, percentileOf } from './mobility-score';

const RATES = Array.from({ length: 40 }, (_, index) => index / 100);

function college(unitid: number, success: number | null): College {
  const figures =
    success === null
      ? {}
      : {
          mobility_success: {
            measure: 'mobility_success' as const,
            value: success,
            label: null,
            year: 2017,
            period: null,
            source: 'a test',
            coversSystem: false,
          },
        };
  return {
    unitid,
    opeid6: null,
    name: `College ${unitid}`,
    aliases: [],
    city: null,
    state: null,
    control: null,
    figures,
  };
}

describe('The mobility score', () => {
  it('counts institutions with the same rate half', () => {
    expect(percentileOf(2, [1, 2, 2, 3])).toBe(50);
    expect(percentileOf(0.5, [0.1, 0.2])).toBe(100);
    expect(percentileOf(0, [0.1, 0.2])).toBe(0);
  });

  it('agrees with ranks that are counted another way', () => {
    const targets = [college(1, 0.1), college(2, 0.35), college(3, null)];
    const sorted = RATES.toSorted((one, other) => one - other);
    const percentiles = [0.1, 0.35].map(
      (rate) => ((sorted.indexOf(rate) + sorted.lastIndexOf(rate) + 1) / 2 / sorted.length) * 100,
    );
    const expected = (percentiles.reduce((sum, value) => sum + value, 0) / 2).toFixed(1);
    expect(mobilityScore(targets, RATES)).toEqual({
      score: Number(expected),
      reason: null,
      unitids: [1, 2],
    });
  });

  it.each([
    ['no target', [], RATES, 'No target college is known.'],
    ['no figures', [college(1, null)], RATES, 'No target college has published mobility figures.'],
    [
      'too few to compare',
      [college(1, 0.2)],
      RATES.slice(0, 19),
      expect.stringContaining('Too few'),
    ],
  ])('is null with the reason for %s', (_, targets, rates, reason) => {
    expect(mobilityScore(targets, rates)).toEqual({ score: null, reason, unitids: [] });
  });
});

describe('The impact of more colleges', () => {
  it('compares the mean of the whole list with that of the present one', () => {
    expect(mobilityImpact([college(1, 0.4)], [college(2, 0.5)])).toBe(13);
    expect(mobilityImpact([college(1, 0.5)], [college(2, 0.4)])).toBe(-10);
  });

  it('counts a college once, and is null where a mean is missing', () => {
    expect(mobilityImpact([college(1, 0.4)], [college(1, 0.4)])).toBeNull();
    expect(mobilityImpact([], [college(1, 0.4)])).toBeNull();
    expect(mobilityImpact([college(1, null)], [college(2, 0.4)])).toBeNull();
    expect(mobilityImpact([college(1, 0)], [college(2, 0.4)])).toBeNull();
  });
});
