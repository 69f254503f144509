import { parse } from 'csv-parse/sync';
import type { ActivityEvent } from '../../../src/domain/analytics/activity/activity-event';
import { type ActivityCast, activityCast } from '../../support/activity-cast';
import { activity, insertActivity } from '../../support/activity-rows';
import { person, type Person } from '../../support/people';
import { earlierRowsRead } from '../../support/settled-activity';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

const PATH = '/admin/analytics';
const COURSE_REPORTS = ['engagement', 'progress', 'assessments', 'cache', 'community'];
const REPORTS = ['overview', ...COURSE_REPORTS];
const ROUTES = REPORTS.flatMap((report) => [report, `${report}.csv`]);
const TWO_DAYS = 'date_from=2026-03-10&date_to=2026-03-11';
const LESSON = 7;
const QUIZ = 8;
const LAB = 9;
const DAY_MS = 86_400_000;

/** So many statements of the database a report may take, data or no data. */
const MOST_STATEMENTS = 16;

describe('Learning: the reports', () => {
  let app: TestApp;
  let counter: StatementCounter;
  let admin: Person;
  let cast: ActivityCast;
  let algebra: number;
  let biology: number;

  beforeAll(async () => {
    counter = new StatementCounter();
    app = await testApp();
    await earlierRowsRead(app);
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  afterAll(async () => {
    await app.stop();
    counter.remove();
  });

  const ask = (route: string, query = '') =>
    app.learning.get(`${PATH}/${route}?${query}`, { token: admin.token });

  async function reportIn(zone: string): Promise<void> {
    const settings = { category: 'general', settings: { reporting_time_zone: zone } };
    const reply = await app.coaching.put('/admin/settings', settings, { token: admin.token });
    expect(reply.status).toBe(200);
  }

  async function report(name: string, query = TWO_DAYS): Promise<Record<string, any>> {
    const reply = await ask(name, query);
    expect([reply.status, reply.body?.detail]).toEqual([200, undefined]);
    return reply.body;
  }

  describe('before anything happened', () => {
    it.each(COURSE_REPORTS)('%s has zeros and nulls', async (name) => {
      const body = await report(name);
      expect(body).toMatchObject({
        date_from: '2026-03-10',
        date_to: '2026-03-11',
        reporting_time_zone: 'UTC',
        course_id: null,
        previous: null,
      });
      const figures = Object.entries(body).filter(([, value]) => typeof value === 'number');
      expect(figures.length).toBeGreaterThan(2);
      expect(figures.filter(([, value]) => value !== 0)).toEqual([]);
    });

    it('the overview has every day, week and month, with nobody', async () => {
      const body = await report('overview', 'date_from=2026-02-28&date_to=2026-03-02');
      const none = (starts_on: string) => ({ starts_on, users: 0 });
      expect(body).toMatchObject({
        total_users: 1,
        signups: 0,
        daily_signups: ['2026-02-28', '2026-03-01', '2026-03-02'].map((date) => ({
          date,
          count: 0,
        })),
        active_users: { day: 0, week: 0, month: 0 },
        active_users_total: 0,
        active_by_day: ['2026-02-28', '2026-03-01', '2026-03-02'].map(none),
        active_by_week: ['2026-02-23', '2026-03-02'].map(none),
        active_by_month: ['2026-02-01', '2026-03-01'].map(none),
        previous: null,
      });
    });
  });

  describe('with two days of two people', () => {
    let ada: number;
    let ben: number;

    beforeAll(async () => {
      cast = await activityCast(app.database, { people: 2, courses: 2 });
      [ada, ben] = cast.people as [number, number];
      [algebra, biology] = cast.courses as [number, number];
      await insertActivity(app.database, twoDays());
      await storeEnrollments();
      await storeCommunity();
      await app.database.query(
        `UPDATE users SET created_at = '2026-03-10T09:00:00Z' WHERE id = $1`,
        [ben],
      );
      await app.database.query(
        `UPDATE users SET created_at = '2026-03-01T09:00:00Z', current_streak_days = 5,
           last_activity_date = (now() AT TIME ZONE time_zone)::date
         WHERE id = $1`,
        [ada],
      );
    });

    let keys = 0;
    const at = (
      time: string,
      userId: number,
      kind: ActivityEvent['kind'],
      more: Partial<ActivityEvent> = {},
    ): ActivityEvent => {
      keys += 1;
      const occurredAt = new Date(`2026-03-${time}Z`);
      return activity({ key: `report-${keys}`, occurredAt, userId, kind, ...more });
    };

    function twoDays(): ActivityEvent[] {
      const lesson = { courseId: algebra, topicId: LESSON };
      const quiz = { courseId: algebra, topicId: QUIZ, objectId: 5 };
      const lab = { courseId: algebra, topicId: LAB, objectId: 6 };
      const notOwn = { isOwn: false };
      return [
        at('09T08:00:00', ada, 'sign_in.created'),
        at('10T10:00:00', ada, 'content.progressed', lesson),
        at('10T10:05:00', ada, 'chat.turn', lesson),
        at('10T10:05:10', ada, 'chat.reply', {
          ...lesson,
          ...notOwn,
          outcome: 'miss',
          durationMs: 2_000,
        }),
        at('10T10:20:00', ada, 'content.completed', lesson),
        at('10T11:00:00', ben, 'content.progressed', lesson),
        at('11T08:59:00', ben, 'chat.opened', lesson),
        at('11T08:59:00', ben, 'chat.diverged', { ...lesson, ...notOwn }),
        at('11T09:00:00', ben, 'chat.turn', lesson),
        at('11T09:00:01', ben, 'chat.reply', {
          ...lesson,
          ...notOwn,
          outcome: 'hit',
          durationMs: 100,
          costMicrodollars: 1_500,
        }),
        at('11T09:10:00', ben, 'quiz.submitted', quiz),
        at('11T09:10:00', ben, 'quiz.scored', {
          ...quiz,
          ...notOwn,
          outcome: 'failed',
          score: 4_000,
        }),
        // A review on the day after corrects the attempt's day.
        at('11T09:10:00', ben, 'quiz.scored', {
          ...quiz,
          ...notOwn,
          outcome: 'passed',
          score: 8_000,
          knownAt: new Date('2026-03-12T09:00:00Z'),
        }),
        at('11T09:20:00', ben, 'lab.submitted', lab),
        at('11T09:20:00', ben, 'lab.scored', {
          ...lab,
          ...notOwn,
          outcome: 'needs_work',
          score: 5_500,
        }),
        at('11T09:30:00', ben, 'enrollment.completed', {
          ...notOwn,
          courseId: algebra,
          objectId: 901,
        }),
        at('11T12:00:00', ada, 'enrollment.dropped', { courseId: biology, objectId: 902 }),
        at('11T12:10:00', ada, 'flashcard.reviewed'),
      ];
    }

    async function storeEnrollments(): Promise<void> {
      await app.database.query(
        `INSERT INTO enrollments (user_id, course_offering_id, status, enrolled_at)
         VALUES ($1, $3, 'ACTIVE', '2026-03-10T08:00:00Z'),
                ($2, $3, 'COMPLETED', '2026-03-10T23:59:59Z'),
                ($1, $4, 'DROPPED', '2026-03-11T00:00:00Z'),
                ($2, $4, 'ACTIVE', '2026-03-12T00:00:00Z')`,
        [ada, ben, ...cast.offerings],
      );
    }

    async function storeCommunity(): Promise<void> {
      await app.database.query(
        `INSERT INTO notes (user_id, body, course_id, created_at)
         VALUES ($1, 'Mine', $2, '2026-03-10T10:00:00Z'), ($1, 'Else', NULL, '2026-03-11T10:00:00Z'),
                ($1, 'Later', NULL, '2026-03-12T10:00:00Z')`,
        [ada, algebra],
      );
      await app.database.query(
        `INSERT INTO flashcards (user_id, front, back, course_id, due, created_at)
         VALUES ($1, 'One', 'Two', $2, now(), '2026-03-10T10:00:00Z')`,
        [ada, biology],
      );
      await app.database.query(
        `WITH thread AS (
           INSERT INTO discussion_threads (course_id, author_id, title, body, created_at)
           VALUES ($2, $1, 'Why?', 'Because', '2026-03-10T10:00:00Z') RETURNING id)
         INSERT INTO discussion_posts (thread_id, author_id, body, created_at, deleted_at)
         SELECT thread.id, $1, given.body, '2026-03-11T10:00:00Z', given.deleted_at
         FROM thread, (VALUES ('Yes', NULL::timestamptz), (NULL, now())) given (body, deleted_at)`,
        [ada, algebra],
      );
      await app.database.query(
        `INSERT INTO course_ratings (course_id, user_id, rating, review, created_at)
         VALUES ($3, $1, 5, 'Good', '2026-03-11T10:00:00Z'), ($3, $2, 4, NULL, '2026-03-11T10:00:00Z')`,
        [ada, ben, algebra],
      );
    }

    it('tells who is here, and who was the period before', async () => {
      const body = await report('overview', `${TWO_DAYS}&compare=previous_period`);
      expect(body).toMatchObject({
        total_users: 3,
        signups: 1,
        daily_signups: [
          { date: '2026-03-10', count: 1 },
          { date: '2026-03-11', count: 0 },
        ],
        active_users: { day: 2, week: 2, month: 2 },
        active_users_total: 2,
        active_by_day: [
          { starts_on: '2026-03-10', users: 2 },
          { starts_on: '2026-03-11', users: 2 },
        ],
        active_by_week: [{ starts_on: '2026-03-09', users: 2 }],
        active_by_month: [{ starts_on: '2026-03-01', users: 2 }],
        streak_distribution: [
          { streak: '0', users: 2 },
          { streak: '1', users: 0 },
          { streak: '2-3', users: 0 },
          { streak: '4-6', users: 1 },
          { streak: '7-13', users: 0 },
          { streak: '14-29', users: 0 },
          { streak: '30+', users: 0 },
        ],
      });
      expect(body['previous']).toEqual({
        date_from: '2026-03-08',
        date_to: '2026-03-09',
        signups: 0,
        active_users: { day: 1, week: 1, month: 1 },
        active_users_total: 1,
      });
    });

    it('tells how they learn, of everything and of a course', async () => {
      const everything = {
        average_time_per_topic_seconds: 390,
        average_chat_turns_per_topic_per_user: 1,
        average_session_duration_seconds: 765,
        sessions: 4,
        chat_turns: 2,
        content_started: 4,
        content_completed: 1,
        completion_rate: 0.25,
      };
      expect(await report('engagement')).toMatchObject({ ...everything, course_id: null });
      expect(await report('engagement', `${TWO_DAYS}&course_id=${algebra}`)).toMatchObject({
        ...everything,
        course_id: algebra,
        sessions: 3,
        average_session_duration_seconds: 820,
      });
      expect(await report('engagement', `${TWO_DAYS}&course_id=${biology}`)).toMatchObject({
        average_time_per_topic_seconds: null,
        sessions: 1,
        average_session_duration_seconds: 0,
        content_started: 0,
        completion_rate: null,
      });
    });

    it('tells what they master, in all and by course', async () => {
      const inAlgebra = {
        average_mastered_topics_per_user: 1,
        mastered_topics: 2,
        course_completions: 1,
        course_interruptions: 1,
        enrollments_by_status: { active: 1, completed: 1, dropped: 0 },
        drop_off_count: 0,
      };
      const inBiology = {
        average_mastered_topics_per_user: 0,
        mastered_topics: 0,
        course_completions: 0,
        course_interruptions: 0,
        enrollments_by_status: { active: 0, completed: 0, dropped: 1 },
        drop_off_count: 1,
      };
      const body = await report('progress');
      expect(body).toMatchObject({
        ...inAlgebra,
        enrollments_by_status: { active: 1, completed: 1, dropped: 1 },
        drop_off_count: 1,
        courses_total: 2,
      });
      expect(body['per_course']).toEqual([
        { course_id: algebra, title: 'Course 1', ...inAlgebra },
        { course_id: biology, title: 'Course 2', ...inBiology },
      ]);
      const ofOne = await report('progress', `${TWO_DAYS}&course_id=${biology}`);
      expect(ofOne).toMatchObject({ ...inBiology, course_id: biology, courses_total: 1 });
      expect(ofOne['per_course']).toEqual([
        { course_id: biology, title: 'Course 2', ...inBiology },
      ]);
    });

    it('tells how quizzes and labs went, by the score known last', async () => {
      const handedIn = {
        quiz_attempts: 1,
        quiz_passed: 1,
        quiz_failed: 0,
        quiz_scored: 1,
        quiz_pending: 0,
        pass_rate: 1,
        fail_rate: 0,
        average_quiz_score: 80,
        lab_submissions: 1,
        lab_accepted: 0,
        lab_needs_work: 1,
        lab_scored: 1,
        average_lab_score: 55,
      };
      expect(await report('assessments', 'date_from=2026-03-11&date_to=2026-03-11')).toMatchObject(
        handedIn,
      );
      expect(await report('assessments', 'date_from=2026-03-12&date_to=2026-03-12')).toMatchObject({
        quiz_attempts: 0,
        quiz_scored: 0,
        pass_rate: null,
        average_quiz_score: null,
      });
    });

    it('tells what the cache served and saved', async () => {
      expect(await report('cache')).toMatchObject({
        hits: 1,
        misses: 1,
        hit_rate: 0.5,
        sessions_opened: 1,
        sessions_diverged: 1,
        divergence_rate: 1,
        money_saved_usd: 0.0015,
        unpriced_hits: 0,
        time_saved_seconds: 1.9,
        total_cached_nodes: 0,
        total_hits_served: 1,
      });
      expect(await report('cache', 'date_from=2026-03-12&date_to=2026-03-12')).toMatchObject({
        hits: 0,
        hit_rate: null,
        time_saved_seconds: null,
        total_hits_served: 1,
      });
    });

    it('tells what they wrote and rated, and still stands', async () => {
      expect(await report('community')).toMatchObject({
        total_notes: 2,
        total_flashcards: 1,
        flashcard_reviews: 1,
        discussion_threads: 1,
        discussion_posts: 1,
        average_course_rating: 4.5,
        total_ratings: 2,
        total_reviews: 1,
      });
      expect(await report('community', `${TWO_DAYS}&course_id=${algebra}`)).toMatchObject({
        total_notes: 1,
        total_flashcards: 0,
        flashcard_reviews: 0,
        discussion_threads: 1,
        total_ratings: 2,
      });
    });

    it('counts what came a moment ago', async () => {
      const before = await report('community');
      await insertActivity(app.database, [at('11T12:20:00', ada, 'flashcard.reviewed')]);
      const after = await report('community');
      expect(after['flashcard_reviews']).toBe(before['flashcard_reviews'] + 1);
      expect(Date.parse(after['as_of'])).toBeGreaterThanOrEqual(Date.parse(before['as_of']));
    });

    it.each(COURSE_REPORTS)(
      '%s puts the same figures of the period before beside',
      async (name) => {
        const query = 'date_from=2026-03-12&date_to=2026-03-13&compare=previous_period';
        const { previous } = await report(name, query);
        const past = await report(name);
        expect(Object.keys(previous).length).toBeGreaterThan(5);
        const same = Object.keys(previous).map((field) => [field, past[field]]);
        expect(previous).toEqual(Object.fromEntries(same));
      },
    );

    it.each(REPORTS)('%s is a file too, with the same figures', async (name) => {
      const query = `${TWO_DAYS}&compare=previous_period`;
      const reply = await ask(`${name}.csv`, query);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(reply.headers.get('content-disposition')).toBe(
        `attachment; filename="${name}_2026-03-10_2026-03-11.csv"`,
      );
      const header = reply.text.slice(0, reply.text.indexOf('\r\n'));
      expect(header).toBe(
        'figure,detail,course_id,course_title,value,period,date_from,date_to,reporting_time_zone,as_of',
      );
      const rows: Record<string, string>[] = parse(reply.text, { columns: true });
      const body = await report(name, query);
      expect(told(rows, 'current')).toEqual(figuresOf(body));
      expect(told(rows, 'previous')).toEqual(figuresOf(body['previous']));
      const zones = rows.map((row) => row['reporting_time_zone']);
      expect(new Set(zones)).toEqual(new Set(['UTC']));
    });

    it('never lets a spreadsheet calculate the title of a course', async () => {
      await app.database.query(`UPDATE courses SET title = '=SUM(1,2)' WHERE id = $1`, [biology]);
      const { text } = await ask('progress.csv', TWO_DAYS);
      expect(text).toContain(`,"'=SUM(1,2)",`);
      expect(text).not.toContain(',"=SUM');
    });

    it('begins on the first day that anything is known of, and ends today', async () => {
      const first = new Date(Date.now() - 400 * DAY_MS);
      const event = activity({
        key: 'first-of-all',
        occurredAt: first,
        userId: ada,
        kind: 'sign_in.created',
      });
      await insertActivity(app.database, [event]);
      const before = new Date().toISOString().slice(0, 10);
      const body = await report('engagement', '');
      const after = new Date().toISOString().slice(0, 10);
      expect(body['date_from']).toBe(first.toISOString().slice(0, 10));
      expect([before, after]).toContain(body['date_to']);
      expect((await report('overview', 'date_to=2015-01-01')).daily_signups).toEqual([
        { date: '2015-01-01', count: 0 },
      ]);
    });

    it('keeps the figures of a course that is gone, without its title', async () => {
      await app.database.query('DELETE FROM courses WHERE id = $1', [biology]);
      const body = await report('progress');
      expect(body['per_course'].at(-1)).toMatchObject({
        course_id: biology,
        title: null,
        drop_off_count: 1,
        enrollments_by_status: { active: 0, completed: 0, dropped: 0 },
      });
      expect((await ask('progress', `course_id=${biology}`)).status).toBe(404);
    });

    it.each([
      ['UTC', [1, 0], 0],
      ['Asia/Kolkata', [0, 1], 1],
      ['+05:30', [0, 1], 1],
      // The same place by a short name that PostgreSQL takes for another one.
      ['IST', [0, 1], 1],
      ['America/St_Johns', [1, 0], 0],
    ])('cuts days in the reporting time zone: %s', async (zone, users, notes) => {
      await insertActivity(app.database, [
        activity({
          key: 'late-in-the-evening',
          occurredAt: new Date('2026-03-20T18:45:00Z'),
          userId: ada,
          kind: 'note.created',
        }),
      ]);
      await app.database.query(
        `UPDATE notes SET created_at = '2026-03-20T18:45:00Z' WHERE body = 'Else'`,
      );
      await reportIn(zone);
      const days = await report('overview', 'date_from=2026-03-20&date_to=2026-03-21');
      expect(days['reporting_time_zone']).toBe(zone);
      expect(days['active_by_day'].map((day: { users: number }) => day.users)).toEqual(users);
      const second = await report('community', 'date_from=2026-03-21&date_to=2026-03-21');
      expect(second['total_notes']).toBe(notes);
      await reportIn('UTC');
    });
  });

  describe('when asked badly', () => {
    const future = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10);
    const BAD: readonly (readonly [query: string, field: string, words: string])[] = [
      ['date_from=2026-02-30', 'date_from', 'not a day that exists'],
      ['date_to=yesterday', 'date_to', 'not a day that exists'],
      ['date_to=', 'date_to', 'not a day that exists'],
      ['date_from=2026-01-01&date_from=2026-01-02', 'date_from', 'not a day that exists'],
      ['date_from=2026-03-02&date_to=2026-03-01', 'date_to', 'is before date_from'],
      ['date_from=1926-01-01', 'date_from', 'reports begin with 2000-01-01'],
      ['date_from=2000-01-01', 'date_from', 'may have 1827'],
      ['date_from=2000-01-01&date_to=2005-01-01', 'date_from', 'may have 1827'],
      [`date_to=${future}`, 'date_to', 'lies in the future'],
      ['compare=last_year', 'compare', 'not previous_period'],
      ['time_zone=Mars/Olympus', 'time_zone', ''],
    ];

    it.each(ROUTES)('%s says what is wrong and what to do', async (route) => {
      for (const [query, field, words] of BAD) {
        const reply = await ask(route, query);
        expect([query, reply.status]).toEqual([query, 422]);
        const issue = reply.body.detail[0];
        expect([query, issue.loc]).toEqual([query, ['query', field]]);
        expect(issue.msg).toContain(words);
      }
    });

    it('takes five years to the day', async () => {
      const query = 'date_from=2000-01-01&date_to=2004-12-31';
      expect((await report('overview', query)).daily_signups).toHaveLength(1_827);
    });

    it.each(COURSE_REPORTS)('%s knows no course that there is not', async (name) => {
      for (const route of [name, `${name}.csv`]) {
        const reply = await ask(route, 'course_id=2147483647');
        expect([reply.status, reply.body.detail]).toEqual([404, 'This course does not exist.']);
        for (const id of ['0', '-1', 'abc', '1.5', '', '2147483648']) {
          expect((await ask(route, `course_id=${id}`)).status).toBe(422);
        }
      }
    });

    it('has no overview of one course', async () => {
      expect((await ask('overview', 'course_id=1')).status).toBe(422);
    });
  });

  it('is for platform admins only', async () => {
    const callers = [
      await person(app),
      await person(app, 'COACH'),
      await person(app, 'INSTRUCTOR'),
    ];
    for (const route of ROUTES) {
      expect((await app.learning.get(`${PATH}/${route}`)).status).toBe(401);
      for (const { token } of callers) {
        expect((await app.learning.get(`${PATH}/${route}`, { token })).status).toBe(403);
      }
    }
  });

  it('takes a limited number of statements, however much there is', async () => {
    const { courses, offerings, people } = await activityCast(app.database, {
      people: 1,
      courses: 30,
    });
    await app.database.query(
      `INSERT INTO enrollments (user_id, course_offering_id, status)
       SELECT $1, offering, 'ACTIVE' FROM unnest($2::integer[]) offering`,
      [people[0], offerings],
    );
    expect((await report('progress', ''))['courses_total']).toBeGreaterThanOrEqual(courses.length);
    for (const name of REPORTS) {
      const count = await counter.least(async () => {
        await report(name, '');
      });
      expect([name, count <= MOST_STATEMENTS]).toEqual([name, true]);
    }
  });
});

/** Figures by `figure detail`, those of single courses left out. */
function told(rows: readonly Record<string, string>[], period: string): Record<string, unknown> {
  return Object.fromEntries(
    rows
      .filter((row) => row['period'] === period && row['course_id'] === '')
      .map((row) => [
        `${row['figure']} ${row['detail']}`,
        row['value'] === '' ? null : Number(row['value']),
      ]),
  );
}

/** The same of a reply. */
function figuresOf(body: Record<string, any>): Record<string, unknown> {
  const { previous, date_from, date_to, as_of, course_id, per_course, ...figures } = body;
  const { reporting_time_zone, courses_total, ...counted } = figures;
  return Object.fromEntries(
    Object.entries(counted).flatMap(([name, value]) => {
      if (Array.isArray(value)) {
        return value.map((one: Record<string, unknown>) => {
          const [detail, count] = Object.values(one);
          return [`${name} ${String(detail)}`, count];
        });
      }
      if (typeof value === 'object' && value !== null) {
        return Object.entries(value).map(([detail, count]) => [`${name} ${detail}`, count]);
      }
      return [[`${name} `, value]];
    }),
  );
}
