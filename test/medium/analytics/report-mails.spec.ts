import { ReportMailQueueing } from '../../../src/domain/analytics/report-mails/report-mail-queueing.service';
import type { MailFrequency } from '../../../src/domain/analytics/report-mails/report-mail';
import { ReportMails } from '../../../src/domain/analytics/report-mails/report-mails.service';
import {
  type ReportName,
  ReportTables,
} from '../../../src/domain/analytics/reports/report-tables.service';
import { SettingsAdministrationService } from '../../../src/domain/settings/settings-administration.service';
import type { Actor } from '../../../src/kernel/actor';
import { activity, insertActivity } from '../../support/activity-rows';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

/** A Monday. */
const MONDAY_SIX = new Date('2026-03-02T06:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface QueuedMail {
  readonly user_id: number;
  readonly variables: {
    readonly report: string;
    readonly frequency: string;
    readonly course: string;
    readonly date_from: string;
    readonly date_to: string;
    readonly time_zone: string;
    readonly figures: readonly string[];
    readonly values: readonly string[];
    readonly previous: readonly string[];
  };
}

describe('Reports by mail', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let counter = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
  });
  beforeEach(async () => {
    await database.query('DELETE FROM users');
    await database.query('DELETE FROM outbox');
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  const queueAsOf = (moment: Date) => process.get(ReportMailQueueing).queueAsOf(moment);
  const hoursLater = (hours: number) => new Date(MONDAY_SIX.getTime() + hours * HOUR_MS);

  async function admin(): Promise<Actor> {
    counter += 1;
    const [row] = await database.query<{ userId: number; userUuid: string }>(
      `WITH person AS (
         INSERT INTO users (email, username, full_name, password_hash, created_at)
         VALUES ($1::text, $1::text, 'Ada Lovelace', '-', '2026-01-01Z') RETURNING id, uuid
       ), held AS (
         INSERT INTO role_grants (user_id, role) SELECT id, 'PLATFORM_ADMIN' FROM person)
       SELECT id AS "userId", uuid AS "userUuid" FROM person`,
      [`mailed-${counter}@example.com`],
    );
    const { userId, userUuid } = row as { userId: number; userUuid: string };
    const grants = [{ role: 'PLATFORM_ADMIN', universityId: null }] as const;
    return { userId, userUuid, sessionId: '', grants };
  }

  /** Asked for on the Wednesday before. */
  async function wish(
    actor: Actor,
    report: ReportName,
    frequency: MailFrequency,
    mailedThrough = '2026-01-31',
  ): Promise<number> {
    const asked = { report, frequency, courseId: null };
    const { id } = await process.get(ReportMails).create(actor, asked);
    await database.query('UPDATE report_mails SET mailed_through = $2 WHERE id = $1', [
      id,
      mailedThrough,
    ]);
    return id;
  }

  const queued = () =>
    database.query<QueuedMail>(
      `SELECT user_id, variables FROM email_messages WHERE template = 'analytics-report'
       ORDER BY user_id, variables ->> 'report', created_at`,
    );
  const periods = async () =>
    (await queued()).map(({ variables }) => [variables.date_from, variables.date_to]);

  it('tell of the week that is over, when it has struck six on Monday', async () => {
    const ada = await admin();
    await wish(ada, 'engagement', 'weekly', '2026-02-22');
    await queueAsOf(new Date(MONDAY_SIX.getTime() - 1));
    expect(await queued()).toEqual([]);
    await queueAsOf(MONDAY_SIX);
    expect(await queued()).toEqual([
      {
        user_id: ada.userId,
        variables: {
          report: 'engagement',
          frequency: 'weekly',
          course: '',
          date_from: '2026-02-23',
          date_to: '2026-03-01',
          time_zone: 'UTC',
          figures: expect.any(Array),
          values: expect.any(Array),
          previous: expect.any(Array),
          mails_url: expect.stringMatching(/^https?:.+\/api\/v1\/admin\/analytics\/report-mails$/),
        },
      },
    ]);
  });

  it('are sent once a period, however many workers look, however often', async () => {
    const ada = await admin();
    await wish(ada, 'overview', 'daily', '2026-02-28');
    await Promise.all([0, 1, 2].map(() => queueAsOf(MONDAY_SIX)));
    for (let hour = 1; hour < 24; hour += 5) await queueAsOf(hoursLater(hour));
    expect(await periods()).toEqual([['2026-03-01', '2026-03-01']]);
    await queueAsOf(hoursLater(24));
    expect(await periods()).toEqual([
      ['2026-03-01', '2026-03-01'],
      ['2026-03-02', '2026-03-02'],
    ]);
    // A clock that was set back.
    await queueAsOf(MONDAY_SIX);
    expect(await queued()).toHaveLength(2);
  });

  it('that a worker missed are left out, the latest one excepted', async () => {
    const ada = await admin();
    await wish(ada, 'cache', 'daily', '2026-01-15');
    await wish(ada, 'community', 'monthly', '2025-10-31');
    await queueAsOf(hoursLater(3));
    expect(await periods()).toEqual([
      ['2026-03-01', '2026-03-01'],
      ['2026-02-01', '2026-02-28'],
    ]);
  });

  it('hold the figures that the report gives, beside those before, and nobody’s name', async () => {
    const ada = await admin();
    const days = [-20, -9, -8.5, -6, -6, -5.99, -2, -1];
    await insertActivity(
      database,
      days.map((day, index) =>
        activity({
          key: `mailed ${index}`,
          userId: ada.userId,
          kind: 'content.viewed',
          topicId: 1 + (index % 3),
          occurredAt: new Date(MONDAY_SIX.getTime() + day * DAY_MS + index * 60_000),
        }),
      ),
    );
    await wish(ada, 'engagement', 'weekly');
    await wish(ada, 'overview', 'weekly');
    await queueAsOf(MONDAY_SIX);
    const [engagement, overview] = (await queued()).map(({ variables }) => variables);
    const { rows } = await process.get(ReportTables).read(ada, 'engagement', {
      days: { from: '2026-02-23', to: '2026-03-01' },
      courseId: null,
      isCompared: true,
    });
    const valueOf = (figure: string, period: string) =>
      String(rows.find((row) => row.figure === figure && row.period === period)?.value);
    const sessions = {
      value: valueOf('sessions', 'current'),
      previous: valueOf('sessions', 'previous'),
    };
    expect(sessions).toEqual({ value: '3', previous: '2' });
    const place = engagement?.figures.indexOf('Sessions') ?? -1;
    expect([engagement?.values[place], engagement?.previous[place]]).toEqual(['3', '2']);
    expect(engagement?.figures).toContain('Average session duration (seconds)');
    expect(engagement?.values).toHaveLength(engagement?.figures.length ?? -1);
    expect(engagement?.previous).toHaveLength(engagement?.figures.length ?? -1);
    expect(overview?.figures).toContain('Total users');
    const [stored] = await database.query<{ text: string }>(
      `SELECT string_agg(variables::text, '') AS text FROM email_messages`,
    );
    expect(stored?.text).not.toMatch(/Ada|Lovelace|example\.com/);
  });

  it('end with the role, and wait while the account is disabled or they are paused', async () => {
    const [former, disabled, paused, present] = [
      await admin(),
      await admin(),
      await admin(),
      await admin(),
    ];
    for (const actor of [former, disabled, paused, present]) {
      await wish(actor, 'overview', 'weekly');
    }
    await database.query(`DELETE FROM role_grants WHERE user_id = $1`, [former.userId]);
    await database.query(`UPDATE users SET is_active = false WHERE id = $1`, [disabled.userId]);
    await database.query(`UPDATE report_mails SET is_paused = true WHERE user_id = $1`, [
      paused.userId,
    ]);
    await queueAsOf(MONDAY_SIX);
    expect((await queued()).map(({ user_id: id }) => id)).toEqual([present.userId]);
    const kept = await database.query<{ user_id: number }>(
      'SELECT user_id FROM report_mails ORDER BY user_id',
    );
    expect(kept.map(({ user_id: id }) => id)).toEqual([
      disabled.userId,
      paused.userId,
      present.userId,
    ]);
  });

  it('begin with the period that is going on, also after a change or a pause', async () => {
    const ada = await admin();
    const mails = process.get(ReportMails);
    // Before the wish: a period that ends in between would rightly be mailed.
    const now = new Date();
    const { id } = await mails.create(ada, {
      report: 'overview',
      frequency: 'weekly',
      courseId: null,
    });
    await queueAsOf(now);
    await mails.change(ada, id, { isPaused: true });
    await database.query(`UPDATE report_mails SET mailed_through = '2020-01-05'`);
    await mails.change(ada, id, { isPaused: false });
    await queueAsOf(now);
    await database.query(`UPDATE report_mails SET mailed_through = '2020-01-05'`);
    await mails.change(ada, id, { frequency: 'monthly' });
    await queueAsOf(now);
    expect(await queued()).toEqual([]);
  });

  it('of one course name it, and go with it', async () => {
    const ada = await admin();
    const [course] = await database.query<{ id: number }>(
      `WITH university AS (
         INSERT INTO universities (name, country_code) VALUES ('Larkspur', 'US') RETURNING id)
       INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
       SELECT 'Algorithms', 'CS1', 'BEGINNER', 3, true, id FROM university RETURNING id`,
    );
    const courseId = course?.id ?? 0;
    const asked = { report: 'progress', frequency: 'weekly', courseId } as const;
    await process.get(ReportMails).create(ada, asked);
    await database.query(`UPDATE report_mails SET mailed_through = '2026-02-22'`);
    await queueAsOf(MONDAY_SIX);
    expect((await queued()).map(({ variables }) => variables.course)).toEqual(['Algorithms']);
    await database.query('DELETE FROM courses WHERE id = $1', [courseId]);
    await queueAsOf(hoursLater(7 * 24));
    expect(await queued()).toHaveLength(1);
  });

  it('come at six of the reporting time zone', async () => {
    const ada = await admin();
    await process
      .get(SettingsAdministrationService)
      .change(ada, 'general', { reporting_time_zone: 'Asia/Kolkata' });
    await wish(ada, 'overview', 'weekly', '2026-02-22');
    await queueAsOf(new Date('2026-03-02T00:29:59Z'));
    expect(await queued()).toEqual([]);
    await queueAsOf(new Date('2026-03-02T00:30:00Z'));
    expect(await periods()).toEqual([['2026-02-23', '2026-03-01']]);
  });
});
