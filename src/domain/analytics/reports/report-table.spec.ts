import type { OverviewReport } from './overview-report.service';
import type { ProgressFigures } from './progress-figures';
import type { ProgressReport } from './progress-report.service';
import { overviewRows, progressRows } from './report-table';

const RANGE = { from: '2026-02-02', to: '2026-02-03' };
const BEFORE = { from: '2026-01-31', to: '2026-02-01' };
const TERMS = {
  range: RANGE,
  courseId: null,
  timeZone: 'UTC',
  asOf: new Date('2026-02-03T12:00:00Z'),
};

/** A row in few words. */
const brief = (row: ReturnType<typeof overviewRows>[number]) => [
  row.figure,
  row.detail,
  row.course?.id ?? null,
  row.value,
  row.period,
  row.range.from,
];

describe('a report in rows', () => {
  it('has one for each figure of the overview, of its series and of the period before', () => {
    const report: OverviewReport = {
      ...TERMS,
      figures: { signups: 3, activeUsers: { day: 1, week: 2, month: 4 }, activeUsersTotal: 2 },
      details: {
        totalUsers: 9,
        streakDistribution: [
          { streak: '0', users: 8 },
          { streak: '1', users: 1 },
        ],
        dailySignups: [
          { date: '2026-02-02', count: 3 },
          { date: '2026-02-03', count: 0 },
        ],
        activeByDay: [
          { startsOn: '2026-02-02', users: 2 },
          { startsOn: '2026-02-03', users: 1 },
        ],
        activeByWeek: [{ startsOn: '2026-02-02', users: 2 }],
        activeByMonth: [{ startsOn: '2026-02-01', users: 2 }],
      },
      previous: {
        range: BEFORE,
        figures: { signups: 0, activeUsers: { day: 0, week: 0, month: 0 }, activeUsersTotal: 0 },
      },
    };
    expect(overviewRows(report).map(brief)).toEqual([
      ['signups', null, null, 3, 'current', '2026-02-02'],
      ['active_users', 'day', null, 1, 'current', '2026-02-02'],
      ['active_users', 'week', null, 2, 'current', '2026-02-02'],
      ['active_users', 'month', null, 4, 'current', '2026-02-02'],
      ['active_users_total', null, null, 2, 'current', '2026-02-02'],
      ['signups', null, null, 0, 'previous', '2026-01-31'],
      ['active_users', 'day', null, 0, 'previous', '2026-01-31'],
      ['active_users', 'week', null, 0, 'previous', '2026-01-31'],
      ['active_users', 'month', null, 0, 'previous', '2026-01-31'],
      ['active_users_total', null, null, 0, 'previous', '2026-01-31'],
      ['total_users', null, null, 9, 'current', '2026-02-02'],
      ['streak_distribution', '0', null, 8, 'current', '2026-02-02'],
      ['streak_distribution', '1', null, 1, 'current', '2026-02-02'],
      ['daily_signups', '2026-02-02', null, 3, 'current', '2026-02-02'],
      ['daily_signups', '2026-02-03', null, 0, 'current', '2026-02-02'],
      ['active_by_day', '2026-02-02', null, 2, 'current', '2026-02-02'],
      ['active_by_day', '2026-02-03', null, 1, 'current', '2026-02-02'],
      ['active_by_week', '2026-02-02', null, 2, 'current', '2026-02-02'],
      ['active_by_month', '2026-02-01', null, 2, 'current', '2026-02-02'],
    ]);
  });

  it('has those of each course, with its name', () => {
    const figures: ProgressFigures = {
      averageMasteredTopicsPerUser: null,
      masteredTopics: 0,
      courseCompletions: 0,
      courseInterruptions: 0,
      enrollmentsByStatus: { active: 1, completed: 0, dropped: 0 },
      dropOffCount: 0,
    };
    const report: ProgressReport = {
      ...TERMS,
      figures,
      details: { perCourse: [{ courseId: 4, title: 'Logic', figures }] },
      previous: null,
    };
    const rows = progressRows(report);
    expect(rows).toHaveLength(16);
    expect(rows.slice(8).map(brief)).toEqual([
      ['average_mastered_topics_per_user', null, 4, null, 'current', '2026-02-02'],
      ['mastered_topics', null, 4, 0, 'current', '2026-02-02'],
      ['course_completions', null, 4, 0, 'current', '2026-02-02'],
      ['course_interruptions', null, 4, 0, 'current', '2026-02-02'],
      ['enrollments_by_status', 'active', 4, 1, 'current', '2026-02-02'],
      ['enrollments_by_status', 'completed', 4, 0, 'current', '2026-02-02'],
      ['enrollments_by_status', 'dropped', 4, 0, 'current', '2026-02-02'],
      ['drop_off_count', null, 4, 0, 'current', '2026-02-02'],
    ]);
    expect(rows[8]?.course).toEqual({ id: 4, title: 'Logic' });
    expect(progressRows({ ...report, courseId: 4 })).toEqual(rows.slice(0, 8));
  });
});
