import { pauseBeforeRetry } from './retry-pause';

describe('The pause before a mail is tried again', () => {
  it('doubles from four seconds to an hour', () => {
    const pauses = [1, 2, 3, 10, 11, 12, 100].map((attempts) =>
      pauseBeforeRetry(attempts, () => 0.5),
    );
    expect(pauses).toEqual([4, 8, 16, 2_048, 3_600, 3_600, 3_600]);
  });

  it('is spread by a quarter', () => {
    expect([0, 0.999].map((chance) => pauseBeforeRetry(6, () => chance))).toEqual([96, 160]);
  });
});
