import { returnOnEffort } from './return-on-effort';

const facts = {
  requirements: ['Essay', '2 Recommendation letters', 'Transcript'],
  scope: 'state',
  awardsPerYear: null,
  amountCentsMin: 100_000,
  amountCentsMax: 300_000,
} as const;

describe('returnOnEffort', () => {
  it('adds up hours, and multiplies chance, fit and amount', () => {
    const hours = 1 + 4 + 2 * 2 + 1;
    const percent = 5 * 0.8;
    const dollars = (2_000 * percent) / 100;
    expect(returnOnEffort(facts, 0.8)).toMatchObject({
      effortHours: hours,
      successProbability: percent / 100,
      expectedValueCents: dollars * 100,
    });
  });

  it.each([
    ['local', null, 0.1],
    ['national', null, 0.02],
    ['national', 150, 150 / 10_000],
    ['local', 80, 0.5],
  ] as const)('starts at %s level with %j awards from %d', (scope, awardsPerYear, chance) => {
    const found = returnOnEffort({ ...facts, scope, awardsPerYear }, 1);
    expect(found.successProbability).toBe(chance);
  });

  it.each([
    ['the scope', { scope: null }, 0.8, null, null],
    ['the match', {}, null, null, null],
    ['the amount', { amountCentsMin: null, amountCentsMax: null }, 0.8, 0.04, null],
  ])('says nothing where %s is not known', (_, change, match, probability, value) => {
    const found = returnOnEffort({ ...facts, ...change }, match);
    expect(found).toMatchObject({ successProbability: probability, expectedValueCents: value });
    expect(found.basis).toMatch(/No (estimate|value):/);
  });

  it('knows no hours of an application of which nothing is known', () => {
    expect(returnOnEffort({ ...facts, requirements: [] }, 1).effortHours).toBeNull();
  });

  it('takes the bound that is known for the amount', () => {
    const atMost = { ...facts, amountCentsMin: null };
    expect(returnOnEffort(atMost, 1).expectedValueCents).toBe(0.05 * 300_000);
  });
});
