import { courseStatistics } from './course-statistics';

describe('courseStatistics', () => {
  const structure = { offerings: 2, modules: 3, contentItems: 4 };

  it('counts who dropped in the completion rate, and leaves them out of the progress', () => {
    const sums = { ...structure, active: 4, completed: 3, dropped: 2, progressSum: 400 };
    expect(courseStatistics(sums, true)).toEqual({
      ...structure,
      enrollments: { total: 9, active: 4, completed: 3, dropped: 2 },
      completionRate: 0.3333,
      averageProgressPercent: 57.14,
    });
  });

  it('withholds averages over fewer than five from those who do not look after the course', () => {
    const sums = { ...structure, active: 4, completed: 0, dropped: 1, progressSum: 100 };
    expect(courseStatistics(sums, true)).toMatchObject({
      completionRate: 0,
      averageProgressPercent: null,
    });
    expect(courseStatistics(sums, false)).toMatchObject({ averageProgressPercent: 25 });
  });

  it('has no averages over nobody', () => {
    const sums = { ...structure, active: 0, completed: 0, dropped: 0, progressSum: 0 };
    expect(courseStatistics(sums, false)).toMatchObject({
      completionRate: null,
      averageProgressPercent: null,
    });
  });
});
