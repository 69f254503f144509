import { bestScores, positionIn, testPosition } from './academic-position';
import type { Figures } from './college';
import { fittingColleges } from './college-guidance';
import type { Measure } from './measures';

const figures = (values: Partial<Record<Measure, number>>): Figures =>
  Object.fromEntries(
    Object.entries(values).map(([measure, value]) => [
      measure,
      {
        measure: measure as Measure,
        value,
        label: null,
        year: 2021,
        period: null,
        source: 'a test',
        coversSystem: false,
      },
    ]),
  );
const SAT_RANGE = {
  sat_reading_25: 600,
  sat_reading_75: 700,
  sat_math_25: 620,
  sat_math_75: 740,
};
const score = (id: number, test: 'SAT' | 'ACT' | 'PSAT', total: number) => ({
  id,
  test,
  subject: null,
  total,
  sections: {},
  takenOn: null,
});

describe('positionIn', () => {
  it.each([
    [1220, 0.25],
    [1440, 0.75],
    [1330, 0.5],
    [1550, 1],
    [1110, 0],
    [1600, 1],
    [400, 0],
  ])('puts %d at %d', (total, position) => {
    expect(positionIn(total, 1220, 1440)).toBe(position);
  });

  it('knows quartiles that are the same', () => {
    expect([1300, 1310, 1320].map((total) => positionIn(total, 1310, 1310))).toEqual([
      0.25, 0.5, 0.75,
    ]);
  });
});

describe('testPosition', () => {
  it('takes the better of SAT and ACT, each by its best sitting', () => {
    const scores = bestScores({
      testScores: [score(1, 'SAT', 1200), score(2, 'SAT', 1330), score(3, 'ACT', 34)],
    });
    expect(scores.map(({ entryId }) => entryId)).toEqual([2, 3]);
    const found = testPosition(scores, figures({ ...SAT_RANGE, act_25: 26, act_75: 31 }));
    expect(found).toMatchObject({ test: 'ACT', score: 34, low: 26, high: 31, position: 1 });
    expect(testPosition(scores, figures(SAT_RANGE))).toMatchObject({ test: 'SAT', position: 0.5 });
  });

  it('is null without quartiles, without a result, and for a rehearsal', () => {
    const sat = bestScores({ testScores: [score(1, 'SAT', 1300)] });
    expect(testPosition(sat, figures({ sat_reading_25: 600, sat_reading_75: 700 }))).toBeNull();
    expect(testPosition([], figures(SAT_RANGE))).toBeNull();
    expect(bestScores({ testScores: [score(1, 'PSAT', 1400), score(2, 'SAT', 30)] })).toEqual([]);
  });
});

describe('fittingColleges', () => {
  const college = (unitid: number, values: Partial<Record<Measure, number>>) => ({
    unitid,
    opeid6: null,
    name: `College ${unitid}`,
    aliases: [],
    city: null,
    state: null,
    control: null,
    figures: figures({ ...SAT_RANGE, ...values }),
  });
  const student = {
    testScores: [score(1, 'SAT', 1385)],
    householdIncomeBand: '0-30000' as const,
  };

  it('orders by the documented fit', () => {
    const priced = college(1, { mobility_success: 0.5, net_price_0_30k: 10_000 });
    const unpriced = college(2, { mobility_success: 0.5 });
    const beyond = college(3, { mobility_success: 0.9, sat_math_25: 790, sat_math_75: 800 });
    const unknown = college(4, {});
    const position = 0.25 + (0.5 * (1385 - 1220)) / (1440 - 1220);
    const academic = 1 - 2 * Math.abs(position - 0.5);
    const found = fittingColleges(student, [unknown, beyond, unpriced, priced], [], 5);
    expect(found.map(({ college: { unitid }, fit }) => [unitid, fit])).toEqual([
      [1, Number((0.4 * academic + 0.4 * 0.5 + 0.2 * 0.75).toFixed(3))],
      [2, Number(((0.4 * academic + 0.4 * 0.5) / 0.8).toFixed(3))],
    ]);
    expect(found[0]?.reasons).toHaveLength(3);
  });

  it('recommends nothing that is there already, and nothing without a test', () => {
    const one = college(1, { mobility_success: 0.5 });
    expect(fittingColleges(student, [one], [one], 3)).toEqual([]);
    expect(fittingColleges({ ...student, testScores: [] }, [one], [], 3)).toEqual([]);
  });
});
