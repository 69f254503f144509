import { summaryOf } from './rating-summary';

describe('The summary of ratings', () => {
  it('has no average without ratings', () => {
    expect(summaryOf([0, 0, 0, 0, 0])).toMatchObject({ average: null, total: 0 });
  });

  it.each([
    [[0, 0, 0, 0, 1], 5, 1],
    [[1, 0, 0, 0, 1], 3, 2],
    [[0, 0, 0, 1, 2], 4.67, 3],
    [[1, 1, 0, 1, 0], 2.33, 3],
    [[7, 0, 0, 0, 1], 1.5, 8],
  ] as const)('of %j is %d over %d, to two decimals', (distribution, average, total) => {
    expect(summaryOf(distribution)).toEqual({ average, total, distribution });
  });
});
