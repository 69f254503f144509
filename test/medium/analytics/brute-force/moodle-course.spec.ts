import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActivityImportService } from '../../../../src/domain/analytics/import/activity-import.service';
import type { ActivityFileReport } from '../../../../src/domain/analytics/import/import-report';
import { RollupRebuild } from '../../../../src/domain/analytics/rollups/rollup-rebuild';
import { type ActivityCast, activityCast } from '../../../support/activity-cast';
import { moodleFile, type MoodleRow, moodleRows } from '../../../support/activity-moodle-course';
import { type Person, person } from '../../../support/people';
import { settleEverything } from '../../../support/settled-activity';
import { testApp, type TestApp } from '../../../support/test-app';
import { type Range, REPORT_NAMES, Verification } from './verification';

const HALF_AN_HOUR = 1_800_000;

describe('Reports over an imported Moodle course', () => {
  const rows = moodleRows();
  const times = rows.map(({ timecreated }) => timecreated).toSorted();
  const whole: Range = {
    from: (times[0] ?? '').slice(0, 10),
    to: (times.at(-1) ?? '').slice(0, 10),
  };
  let app: TestApp;
  let admin: Person;
  let cast: ActivityCast;
  let reports: Verification;
  let peopleFile: string;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    const users = [...new Set(rows.map(({ user }) => user))];
    cast = await activityCast(app.database, { people: users.length, courses: 1 });
    peopleFile = join(app.dataFolder, 'people.csv');
    const lines = users.map((user, index) => `${user},${cast.people[index]}`);
    writeFileSync(peopleFile, ['reference,user_id', ...lines, ''].join('\n'));
    reports = new Verification(app, admin);
  });
  afterAll(() => app.stop());

  /** Imports rows as a file of this name; times are those of UTC. */
  async function importRows(
    name: string,
    given: readonly MoodleRow[],
  ): Promise<ActivityFileReport> {
    const file = moodleFile(app.dataFolder, name, given);
    const request = {
      files: [file],
      format: null,
      course: `${cast.courses[0]}`,
      coursesFile: null,
      peopleFile,
      timeZone: 'UTC',
      dateOrder: 'day-first' as const,
      isDryRun: false,
    };
    const [report] = await app.trellis.app
      .get(ActivityImportService)
      .import(request, ({ refusal, about, row }) => {
        throw new Error(`row ${row}: ${refusal}: ${about}`);
      });
    if (report === undefined) throw new Error('Nothing was told of the file.');
    return report;
  }

  /** All weeks, some days, with and without the course. */
  function ranges(): Range[] {
    const middle = (times[Math.floor(times.length / 2)] ?? '').slice(0, 10);
    const some = [whole, { from: middle, to: whole.to }, { from: middle, to: middle }];
    return some.flatMap((range) => [range, { ...range, courseId: cast.courses[0] as number }]);
  }

  /** What the reports say now; people are not active there for having read them. */
  async function figures(): Promise<unknown[]> {
    const told: unknown[] = [];
    for (const report of REPORT_NAMES) {
      const { as_of: _, ...rest } = await reports.read(report, whole);
      told.push(rest);
    }
    return told;
  }

  it('equal the brute force before and after they are rolled up', async () => {
    const ofCourse = { ...whole, courseId: cast.courses[0] as number };
    const few = Math.min(2000, rows.length / 2);
    const report = await importRows('first-days.csv', rows.slice(0, few));
    expect(report).toMatchObject({ rows: few, added: report.events });
    expect(await reports.differences([ofCourse], 'UTC')).toEqual([]);
    await settleEverything(app);
    expect(await reports.differences([ofCourse], 'UTC')).toEqual([]);

    const began = new Date().toISOString();
    const rest = await importRows('rest.csv', rows.slice(few));
    expect(rest).toMatchObject({ rows: rows.length - few, added: rest.events });
    // What is too much to be added up while somebody waits is told of as it was before.
    const asOf = (await reports.read('engagement', ofCourse))['as_of'] as string;
    const wrong = await reports.differences([ofCourse], 'UTC');
    expect(wrong.length === 0 || asOf < began).toBe(true);
    await settleEverything(app);
    expect(await reports.differences(ranges(), 'UTC')).toEqual([]);
  });

  it('equal what is counted in the file itself', async () => {
    const told = (await reports.read('overview', whole))['active_by_day'];
    const days = Map.groupBy(rows, ({ timecreated }) => timecreated.slice(0, 10));
    expect(told).toEqual(
      expect.arrayContaining(
        [...days].map(([date, those]) => ({
          starts_on: date,
          users: new Set(those.map(({ user }) => user)).size,
        })),
      ),
    );
    const named = (name: string): number =>
      rows.filter(({ event_name }) => event_name === name).length;
    expect(await reports.read('assessments', whole)).toMatchObject({
      quiz_attempts: named('Quiz attempt submitted'),
      lab_submissions: named('A submission has been submitted.'),
    });
    const steps = [...Map.groupBy(rows, ({ user }) => user).values()].map((those) =>
      those.map(({ timecreated }) => Date.parse(`${timecreated}Z`)).toSorted((a, b) => a - b),
    );
    const gaps = steps.flatMap((moments) =>
      moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0)),
    );
    const short = gaps.filter((gap) => gap <= HALF_AN_HOUR);
    const sessions = steps.length + gaps.length - short.length;
    const engagement = await reports.read('engagement', whole);
    expect(engagement['sessions']).toBe(sessions);
    const average = short.reduce((sum, gap) => sum + gap, 0) / 1000 / sessions;
    expect(engagement['average_session_duration_seconds']).toBeCloseTo(average, 2);
  });

  it('change by nothing when half of the file comes again, or all of it', async () => {
    const before = await figures();
    const halves = {
      'first.csv': rows.slice(0, rows.length / 2),
      'second.csv': rows.slice(rows.length / 2),
      'every-second.csv': rows.filter((_, index) => index % 2 === 1),
      'log-again.csv': rows,
    };
    for (const [name, half] of Object.entries(halves)) {
      expect(await importRows(name, half)).toMatchObject({ rows: half.length, added: 0 });
    }
    expect(await figures()).toEqual(before);
    await settleEverything(app);
    expect(await figures()).toEqual(before);
    await app.trellis.app.get(RollupRebuild).rebuild();
    expect(await figures()).toEqual(before);
  });

  it('equal the brute force in another time zone', async () => {
    const reply = await app.coaching.put(
      '/admin/settings',
      { category: 'general', settings: { reporting_time_zone: 'Asia/Kolkata' } },
      { token: admin.token },
    );
    expect(reply.status).toBe(200);
    await app.trellis.app.get(RollupRebuild).rebuild();
    expect(await reports.differences(ranges(), 'Asia/Kolkata')).toEqual([]);
  });
});
