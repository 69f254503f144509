import { applicationsDue, dueOn, timelineUntil } from './due-dates';
import { matchScore, overallReadiness, PART_WEIGHTS, type Parts } from './readiness-score';

const NOTHING: Parts = {
  tests: null,
  gpa: null,
  activities: null,
  rigour: null,
  essays: null,
  goals: null,
};

describe('matchScore', () => {
  it('weighs parts that add up to 1', () => {
    const weights = Object.values(PART_WEIGHTS).reduce((sum, weight) => sum + weight, 0);
    expect(weights).toBeCloseTo(1, 10);
  });

  it('is the weighted mean of what is known', () => {
    const parts = { tests: 0.8, gpa: 0.6, activities: 0.5, rigour: 1, essays: 0, goals: 1 };
    const byHand = 0.35 * 0.8 + 0.2 * 0.6 + 0.2 * 0.5 + 0.1 * 1 + 0.05 * 1;
    expect(matchScore(parts)).toEqual({ score: 0.65, reason: null, low: 0.6, high: 0.7 });
    expect(byHand).toBeCloseTo(0.65, 10);
  });

  it('has a range for what is not known', () => {
    expect(matchScore({ ...NOTHING, tests: 0.5, gpa: 1 })).toEqual({
      score: 0.68,
      reason: null,
      low: 0.38,
      high: 0.83,
    });
  });

  it('is null without a test and without a GPA, whatever else is there', () => {
    expect(matchScore({ ...NOTHING, activities: 1, essays: 1 })).toMatchObject({
      score: null,
      low: null,
      high: null,
      reason: expect.stringContaining('neither'),
    });
  });

  it('is averaged over the colleges that have one', () => {
    const none = matchScore(NOTHING);
    const one = matchScore({ ...NOTHING, gpa: 0.5 });
    const other = matchScore({ ...NOTHING, gpa: 0.8 });
    expect(overallReadiness([none, one, other])).toBe(0.65);
    expect(overallReadiness([none])).toBeNull();
  });
});

describe('Due dates', () => {
  it('know the first of November of the last school year', () => {
    expect(applicationsDue({ graduationYear: 2028, grade: null }, '2026-11-22')).toBe('2027-11-01');
    expect(applicationsDue({ graduationYear: null, grade: 11 }, '2026-11-22')).toBe('2027-11-01');
    expect(applicationsDue({ graduationYear: null, grade: 11 }, '2027-03-01')).toBe('2027-11-01');
    expect(applicationsDue({ graduationYear: null, grade: 12 }, '2026-09-01')).toBe('2026-11-01');
    expect(applicationsDue({ graduationYear: null, grade: 13 }, '2026-09-01')).toBeNull();
    expect(applicationsDue({ graduationYear: null, grade: null }, '2026-09-01')).toBeNull();
  });

  it('come before the applications while there is time', () => {
    expect(dueOn('2026-09-01', 90, '2026-11-01')).toBe('2026-11-01');
    expect(dueOn('2026-09-01', 30, '2026-11-01')).toBe('2026-10-01');
    expect(dueOn('2026-12-01', 30, '2026-11-01')).toBe('2026-12-31');
    expect(timelineUntil('2026-09-01', '2026-12-01')).toBe('Next 3 months');
    expect(timelineUntil('2026-09-01', '2026-09-15')).toBe('Next 2 weeks');
  });
});
