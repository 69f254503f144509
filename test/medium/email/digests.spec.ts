import { Digests } from '../../../src/domain/email/digests/digests.service';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

/** A Monday. */
const MONDAY_NINE = new Date('2026-11-16T09:00:00Z');
const HOUR_MS = 3_600_000;

describe('Mails by the calendar', () => {
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

  const queueAsOf = (moment: Date) => process.get(Digests).queueAsOf(moment);

  async function user(
    role: 'STUDENT' | 'COACH',
    { timeZone = 'UTC', verified = true, lastActivity = '2026-11-15' as string | null } = {},
  ): Promise<number> {
    counter += 1;
    const [row] = await database.query<{ id: number }>(
      `INSERT INTO users (email, username, full_name, password_hash, time_zone, last_activity_date,
         current_streak_days, email_verified_at)
       VALUES ($1::text, $1::text, 'Ada Lovelace', '-', $2, $3, 3, CASE WHEN $4::boolean THEN now() END)
       RETURNING id`,
      [`digest-${counter}@example.com`, timeZone, lastActivity, verified],
    );
    const { id } = row as { id: number };
    await database.query('INSERT INTO role_grants (user_id, role) VALUES ($1, $2)', [id, role]);
    return id;
  }

  /** A student who finished one item at that moment. */
  async function activeStudent(
    at: string,
    options?: { timeZone?: string; verified?: boolean },
  ): Promise<number> {
    const id = await user('STUDENT', options);
    await database.query(
      `WITH university AS (
         INSERT INTO universities (name, country_code) VALUES ($2, 'US') RETURNING id
       ), course AS (
         INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
         SELECT 'Course', 'C1', 'BEGINNER', 3, true, id FROM university RETURNING id
       ), module AS (
         INSERT INTO modules (course_id, title, module_type, is_published)
         SELECT id, 'Module', 'UNIT', true FROM course RETURNING id, course_id
       ), item AS (
         INSERT INTO content_items (course_id, module_id, content_type_id, title, data_json,
           is_published, lesson_hash)
         SELECT course_id, id, (SELECT min(id) FROM content_types), 'Item', '{}', true, ''
         FROM module RETURNING id
       ), offering AS (
         INSERT INTO course_offerings (course_id, term_name, visibility)
         SELECT id, 'Fall', 'PUBLIC' FROM course RETURNING id
       ), enrollment AS (
         INSERT INTO enrollments (user_id, course_offering_id, status)
         SELECT $1, id, 'ACTIVE' FROM offering RETURNING user_id, course_offering_id
       )
       INSERT INTO content_progress (user_id, course_offering_id, content_item_id,
         progress_percent, completed_at, updated_at)
       SELECT enrollment.user_id, enrollment.course_offering_id, item.id, 100, $3::timestamptz,
              $3::timestamptz
       FROM enrollment, item`,
      [id, `University ${id}`, at],
    );
    return id;
  }

  async function link(coach: number, student: number, since = '2026-01-01'): Promise<void> {
    await database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', $3)`,
      [coach, student, since],
    );
  }

  const queued = (template: string) =>
    database.query<{ user_id: number; variables: object }>(
      'SELECT user_id, variables FROM email_messages WHERE template = $1 ORDER BY user_id, about_id',
      [template],
    );

  it('tell a student on Monday what they did in the week before, once', async () => {
    const student = await activeStudent('2026-11-12T12:00:00Z');
    await activeStudent('2026-11-16T08:00:00Z');
    await activeStudent('2026-11-12T12:00:00Z', { verified: false });
    await user('STUDENT');
    for (let round = 0; round < 3; round += 1) await queueAsOf(MONDAY_NINE);
    expect(await queued('weekly-progress')).toEqual([
      {
        user_id: student,
        variables: { completed_items: 1, chat_messages: 0, streak_days: 3 },
      },
    ]);
    await Promise.all([0, 1, 2].map(() => queueAsOf(new Date(MONDAY_NINE.getTime() + HOUR_MS))));
    expect(await queued('weekly-progress')).toHaveLength(1);
  });

  it('come in the morning of each time zone', async () => {
    const inNewYork = await activeStudent('2026-11-12T12:00:00Z', { timeZone: 'America/New_York' });
    await queueAsOf(MONDAY_NINE);
    expect(await queued('weekly-progress')).toEqual([]);
    await queueAsOf(new Date('2026-11-16T13:30:00Z'));
    expect((await queued('weekly-progress')).map(({ user_id }) => user_id)).toEqual([inNewYork]);
    await queueAsOf(new Date('2026-11-17T13:30:00Z'));
    expect(await queued('weekly-progress')).toHaveLength(1);
  });

  it('do not come to whoever does not want them', async () => {
    const student = await activeStudent('2026-11-12T12:00:00Z');
    await database.query(
      `INSERT INTO email_refusals (user_id, category) VALUES ($1, 'weekly_progress')`,
      [student],
    );
    await queueAsOf(MONDAY_NINE);
    expect(await queued('weekly-progress')).toEqual([]);
  });

  it('tell a coach of a student silent for two weeks, once a fortnight', async () => {
    const coach = await user('COACH');
    const silent = await user('STUDENT', { lastActivity: '2026-11-02' });
    const active = await user('STUDENT', { lastActivity: '2026-11-03' });
    const fresh = await user('STUDENT', { lastActivity: null });
    await link(coach, silent);
    await link(coach, active);
    await link(coach, fresh, '2026-11-10');
    await Promise.all([0, 1, 2].map(() => queueAsOf(MONDAY_NINE)));
    expect(await queued('low-engagement')).toEqual([
      { user_id: coach, variables: { student_name: 'Ada', days: 14 } },
    ]);
    await queueAsOf(new Date(MONDAY_NINE.getTime() + 13 * 24 * HOUR_MS));
    const told = await database.query<{ about_id: number }>(
      `SELECT about_id FROM email_messages WHERE template = 'low-engagement' ORDER BY about_id`,
    );
    expect(told.map(({ about_id: about }) => about)).toEqual([silent, active, fresh]);
    await queueAsOf(new Date(MONDAY_NINE.getTime() + 15 * 24 * HOUR_MS));
    expect(await queued('low-engagement')).toHaveLength(4);
  });

  it('tell a coach of five students a day at most', async () => {
    const coach = await user('COACH');
    for (let index = 0; index < 7; index += 1) {
      await link(coach, await user('STUDENT', { lastActivity: '2026-10-01' }));
    }
    await queueAsOf(MONDAY_NINE);
    await queueAsOf(new Date(MONDAY_NINE.getTime() + HOUR_MS));
    expect(await queued('low-engagement')).toHaveLength(5);
    await queueAsOf(new Date(MONDAY_NINE.getTime() + 24 * HOUR_MS));
    expect(await queued('low-engagement')).toHaveLength(7);
  });
});
