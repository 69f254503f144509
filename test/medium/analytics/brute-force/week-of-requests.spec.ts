import { ActivityBackfill } from '../../../../src/domain/analytics/activity/activity-backfill';
import { ActivityCollector } from '../../../../src/domain/analytics/activity/activity-collector';
import { RollupRebuild } from '../../../../src/domain/analytics/rollups/rollup-rebuild';
import { demoAccounts } from '../../../../src/domain/demo/demo-accounts';
import { readDemoCourse } from '../../../../src/domain/demo/demo-course';
import { DemoSeeder } from '../../../../src/domain/demo/demo.seeder';
import { letDaysPass } from '../../../support/activity-time';
import { ActivityWeek } from '../../../support/activity-week';
import { eventually } from '../../../support/eventually';
import { earlierRowsRead } from '../../../support/settled-activity';
import { testApp, type TestApp } from '../../../support/test-app';
import { differences, type Figures } from './figure';
import { figuresOfFile, figuresOfReply } from './report-file';
import { type Range, REPORT_NAMES, type ReportName, Verification } from './verification';

/** By day of the week: what the reports say of that day alone. */
const DAYS: readonly Readonly<Partial<Record<ReportName, Figures>>>[] = [
  {
    overview: { signups: 6, active_users_total: 6 },
    engagement: { content_started: 2, content_completed: 1, chat_turns: 1 },
    progress: {
      mastered_topics: 1,
      enrollments_by_status: { active: 1, completed: 1, dropped: 1 },
    },
    cache: { hits: 0, misses: 2, sessions_opened: 1, sessions_diverged: 0, hit_rate: 0 },
  },
  {
    overview: { signups: 0, active_users_total: 3 },
    engagement: { content_started: 3, chat_turns: 1 },
    progress: { mastered_topics: 1 },
    assessments: {
      quiz_attempts: 2,
      quiz_passed: 1,
      quiz_failed: 1,
      quiz_pending: 0,
      pass_rate: 0.5,
      average_quiz_score: 50,
    },
    cache: { hits: 2, misses: 0, sessions_opened: 1, sessions_diverged: 1, hit_rate: 1 },
    community: { total_notes: 1, total_flashcards: 1, flashcard_reviews: 2 },
  },
  {
    overview: { active_users_total: 3 },
    progress: { mastered_topics: 1 },
    assessments: {
      quiz_attempts: 1,
      quiz_passed: 1,
      quiz_pending: 0,
      average_quiz_score: 90,
      lab_submissions: 1,
      lab_accepted: 1,
      average_lab_score: 85,
    },
    community: {
      discussion_threads: 1,
      discussion_posts: 1,
      average_course_rating: 3.5,
      total_reviews: 1,
    },
  },
  {
    overview: { active_users_total: 1 },
    engagement: { chat_turns: 1 },
    progress: { mastered_topics: 1 },
    cache: { hits: 0, misses: 1, sessions_opened: 0, sessions_diverged: 0 },
  },
  {
    overview: { active_users_total: 2 },
    engagement: { content_completed: 1 },
    progress: { mastered_topics: 1, course_completions: 1, drop_off_count: 1 },
  },
];

/** What rows of an earlier release don't tell: who left the course on the fifth day. */
const EARLIER_DAYS: typeof DAYS = [
  ...DAYS.slice(0, 4),
  { ...DAYS[4], overview: { active_users_total: 1 } },
];

/** A time zone in which it is about noon now, so that no day ends while the tests run. */
function zoneWhereItIsNoon(): string {
  const hours = 12 - new Date().getUTCHours();
  return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
}

describe('Reports over a week of real requests', () => {
  const zone = zoneWhereItIsNoon();
  let app: TestApp;
  let week: ActivityWeek;
  let reports: Verification;
  let dates: string[];

  beforeAll(async () => {
    app = await testApp();
    await earlierRowsRead(app);
    week = await ActivityWeek.prepare(app);
    reports = new Verification(app, week.home.admin);
    const reply = await app.coaching.put(
      '/admin/settings',
      { category: 'general', settings: { reporting_time_zone: zone } },
      { token: week.home.admin.token },
    );
    expect(reply.status).toBe(200);
    await rebuild();
    for (const day of ['first', 'second', 'third', 'fourth', 'fifth'] as const) {
      await week[day]();
      await everythingTold();
      await letDaysPass(app.database, 1);
    }
    await rebuild();
    const [today] = await app.database.query<{ noon: Date }>(`SELECT now() AS noon`);
    const noon = (today?.noon ?? new Date()).getTime();
    const offset = Number(zone.slice(0, 3)) * 3_600_000;
    dates = [5, 4, 3, 2, 1].map((ago) =>
      new Date(noon + offset - ago * 86_400_000).toISOString().slice(0, 10),
    );
  }, 300_000);
  afterAll(() => app.stop());

  const rebuild = (): Promise<unknown> => app.trellis.app.get(RollupRebuild).rebuild();

  /** Waits until every event was heard by those who listen, and chats are collected. */
  async function everythingTold(): Promise<void> {
    await eventually(
      () =>
        app.database.query<{ count: string }>(
          `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM deferred_events) AS count`,
        ),
      ([row]) => row?.count === '0',
      60_000,
    );
    await app.trellis.app.get(ActivityCollector).collect();
  }

  /** Every range of days of the week, of everything and of the course. */
  function everyRange(): Range[] {
    const ranges = dates.flatMap((from, first) =>
      dates.slice(first).map((to): Range => ({ from, to })),
    );
    return ranges.flatMap((range) => [range, { ...range, courseId: week.home.courseId }]);
  }

  async function differencesOfDays(days: typeof DAYS): Promise<string[]> {
    const wrong: string[] = [];
    for (const [index, expected] of days.entries()) {
      const date = dates[index] ?? '';
      for (const [report, figures] of Object.entries(expected)) {
        const told = await reports.read(report as ReportName, { from: date, to: date });
        for (const [name, figure] of Object.entries(figures as Record<string, Figures>)) {
          wrong.push(...differences(told[name], figure, `day ${index + 1}: ${report}.${name}`));
        }
      }
    }
    return wrong;
  }

  it('tell of each day what was done on it', async () => {
    expect(await differencesOfDays(DAYS)).toEqual([]);
  });

  it('equal the brute force for every range of days', async () => {
    expect(await reports.differences(everyRange(), zone)).toEqual([]);
  });

  it('are of everything that is known when no days are asked for', async () => {
    const { token } = week.home.admin;
    for (const report of REPORT_NAMES) {
      const { body } = await app.learning.get(`/admin/analytics/${report}`, { token });
      expect(body.date_from).toBe(dates[0]);
      const range = { from: body.date_from, to: body.date_to };
      const { as_of: _, previous: __, ...told } = await reports.read(report, range);
      expect(body).toMatchObject(told);
    }
  });

  it('are the same in the files that can be downloaded', async () => {
    const { token } = week.home.admin;
    const days = `date_from=${dates[0]}&date_to=${dates[4]}`;
    for (const report of REPORT_NAMES) {
      const { body } = await app.learning.get(`/admin/analytics/${report}?${days}`, { token });
      const file = await app.learning.get(`/admin/analytics/${report}.csv?${days}`, { token });
      expect(figuresOfFile(file.text)).toEqual(figuresOfReply(body));
    }
  });

  it('tell the same when all events are made from the rows of an earlier release', async () => {
    // In the order in which the job locks them.
    await app.database.query('TRUNCATE activity_collections, activity_events');
    await app.database.query(
      `UPDATE activity_rollup_state SET backfilled_at = NULL, rebuild_wanted_at = now()`,
    );
    const backfill = app.trellis.app.get(ActivityBackfill);
    await backfill.run();
    await app.trellis.app.get(ActivityCollector).collect();
    await rebuild();
    expect(await differencesOfDays(EARLIER_DAYS)).toEqual([]);
    expect(await reports.differences(everyRange(), zone)).toEqual([]);
    const count = () => app.database.query('SELECT count(*) FROM activity_events');
    const before = await count();
    await backfill.run();
    expect(await count()).toEqual(before);
  });

  it('equal the brute force on the demo data', async () => {
    const seeder = app.trellis.app.get(DemoSeeder);
    await seeder.seed(demoAccounts({}), await readDemoCourse('demo'));
    await everythingTold();
    const [row] = await app.database.query<{ today: string }>(
      `SELECT (now() AT TIME ZONE interval '${zone}')::date::text AS today`,
    );
    const ranges = [{ from: dates[0] ?? '', to: row?.today ?? '' }];
    expect(await reports.differences(ranges, zone)).toEqual([]);
  });
});
