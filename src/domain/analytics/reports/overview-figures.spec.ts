import { streakDistribution } from './overview-figures';

describe('the distribution of streaks', () => {
  it('has every bucket, with those who have none in the first', () => {
    const streaks = [1, 2, 3, 4, 6, 7, 13, 14, 29, 30, 400].map((days) => ({ days, users: 1 }));
    expect(streakDistribution([...streaks, { days: 0, users: 2 }], 20)).toEqual([
      { streak: '0', users: 9 },
      { streak: '1', users: 1 },
      { streak: '2-3', users: 2 },
      { streak: '4-6', users: 2 },
      { streak: '7-13', users: 2 },
      { streak: '14-29', users: 2 },
      { streak: '30+', users: 2 },
    ]);
  });

  it('is all zeros for nobody', () => {
    expect(streakDistribution([], 0).map(({ users }) => users)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
