/** What a figure counts in. A share is from 0 to 1. */
export type Unit = 'people' | 'share' | 'points' | 'dollars' | 'rank';

interface MeasureRule {
  readonly unit: Unit;
  readonly minimum: number;
  readonly maximum: number;
  readonly meaning: string;
}

const share = (meaning: string): MeasureRule => ({
  unit: 'share',
  minimum: 0,
  maximum: 1,
  meaning,
});
const sat = (meaning: string): MeasureRule => ({
  unit: 'points',
  minimum: 200,
  maximum: 800,
  meaning,
});
const act = (meaning: string): MeasureRule => ({
  unit: 'points',
  minimum: 1,
  maximum: 36,
  meaning,
});
const people = (meaning: string): MeasureRule => ({
  unit: 'people',
  minimum: 0,
  maximum: 10_000_000,
  meaning,
});
/** What grants leave over may be less than nothing. */
const price = (income: string): MeasureRule => ({
  unit: 'dollars',
  minimum: -100_000,
  maximum: 300_000,
  meaning: `Yearly price after grants, ${income}`,
});

/** Every figure that a college may have: its unit, the values that it can take, what it means. */
export const MEASURES = {
  applicants: people('Applicants for the first year'),
  admitted: people('Applicants admitted'),
  admission_rate: share('Admitted ÷ applicants'),
  sat_reading_25: sat('SAT reading and writing, 25th percentile'),
  sat_reading_50: sat('SAT reading and writing, median'),
  sat_reading_75: sat('SAT reading and writing, 75th percentile'),
  sat_math_25: sat('SAT mathematics, 25th percentile'),
  sat_math_50: sat('SAT mathematics, median'),
  sat_math_75: sat('SAT mathematics, 75th percentile'),
  act_25: act('ACT composite, 25th percentile'),
  act_50: act('ACT composite, median'),
  act_75: act('ACT composite, 75th percentile'),
  net_price_average: price('average'),
  net_price_0_30k: price('family income up to $30,000'),
  net_price_30_48k: price('family income $30,001 to $48,000'),
  net_price_48_75k: price('family income $48,001 to $75,000'),
  net_price_75_110k: price('family income $75,001 to $110,000'),
  net_price_110k_plus: price('family income above $110,000'),
  completion_rate: share('Completed within 150 percent of the normal time'),
  median_earnings: {
    unit: 'dollars',
    minimum: 1,
    maximum: 1_000_000,
    meaning: 'Median earnings ten years after entry',
  },
  mobility_access: share('Students whose parents are in the bottom fifth of incomes'),
  mobility_success: share('Of those students, who reached the top fifth of incomes'),
  mobility_rate: share('Access × success'),
  mobility_tier: { unit: 'rank', minimum: 1, maximum: 14, meaning: 'Tier of selectivity' },
} as const satisfies Record<string, MeasureRule>;

/** The name of a figure. */
export type Measure = keyof typeof MEASURES;

/** Quartiles that must not stand the wrong way round. */
export const QUARTILES: readonly (readonly [Measure, Measure])[] = [
  ['sat_reading_25', 'sat_reading_75'],
  ['sat_math_25', 'sat_math_75'],
  ['act_25', 'act_75'],
];

/** The figures of the Mobility Report Cards, which belong together. */
export const MOBILITY: readonly Measure[] = [
  'mobility_access',
  'mobility_success',
  'mobility_rate',
];
