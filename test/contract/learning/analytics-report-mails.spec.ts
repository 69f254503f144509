import {
  nextMailOn,
  periodJustOver,
} from '../../../src/domain/analytics/report-mails/report-period';
import { person, type Person } from '../../support/people';
import { type School, school } from '../../support/school';
import { testApp, type TestApp } from '../../support/test-app';

const PATH = '/admin/analytics/report-mails';

describe('Learning: reports by mail', () => {
  let app: TestApp;
  let home: School;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
  });
  beforeEach(async () => {
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  afterAll(() => app.stop());

  const create = (body: object, by: Person = admin) => app.learning.post(PATH, body, by);
  const list = async (by: Person = admin) => (await app.learning.get(PATH, by)).body;
  const nextDays = (frequency: 'daily' | 'weekly' | 'monthly') =>
    nextMailOn(frequency, periodJustOver(frequency, new Date(), 'UTC').to);

  it('are asked for, listed, changed, paused and ended', async () => {
    // Six o'clock may strike meanwhile.
    const before = nextDays('weekly');
    const { status, body } = await create({ report: 'engagement', frequency: 'weekly' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      report: 'engagement',
      frequency: 'weekly',
      course_id: null,
      is_paused: false,
      next_mail_on: expect.any(String),
      created_at: expect.any(String),
    });
    expect([before, nextDays('weekly')]).toContain(body.next_mail_on);
    expect(await list()).toEqual([body]);

    const monthly = await app.learning.patch(`${PATH}/${body.id}`, { frequency: 'monthly' }, admin);
    expect(monthly.body).toEqual({
      ...body,
      frequency: 'monthly',
      next_mail_on: expect.stringMatching(/-01$/),
    });
    const paused = await app.learning.patch(`${PATH}/${body.id}`, { is_paused: true }, admin);
    expect(paused.body).toMatchObject({ is_paused: true, next_mail_on: null });
    const resumed = await app.learning.patch(`${PATH}/${body.id}`, { is_paused: false }, admin);
    expect(resumed.body).toEqual(monthly.body);
    expect((await app.learning.patch(`${PATH}/${body.id}`, {}, admin)).body).toEqual(monthly.body);

    expect((await app.learning.delete(`${PATH}/${body.id}`, admin)).status).toBe(204);
    expect((await app.learning.delete(`${PATH}/${body.id}`, admin)).status).toBe(404);
    expect(await list()).toEqual([]);
  });

  it('are of everything, or of one course', async () => {
    const wish = { report: 'progress', frequency: 'daily' };
    const ofCourse = await create({ ...wish, course_id: home.courseId });
    const ofAll = await create({ ...wish, course_id: null });
    expect([ofCourse.body.course_id, ofAll.body.course_id]).toEqual([home.courseId, null]);
    expect((await create({ ...wish, course_id: 999_999 })).status).toBe(404);
    const refused = await create({ ...wish, report: 'overview', course_id: home.courseId });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toMatchObject([{ loc: ['body', 'course_id'] }]);
  });

  it('come once each: the same as often again is a conflict', async () => {
    const wish = { report: 'cache', frequency: 'daily' };
    const first = await create(wish);
    expect((await create(wish)).status).toBe(409);
    const weekly = await create({ ...wish, frequency: 'weekly' });
    expect(weekly.status).toBe(201);
    const again = { frequency: 'daily' };
    expect((await app.learning.patch(`${PATH}/${weekly.body.id}`, again, admin)).status).toBe(409);
    expect(await list()).toEqual([first.body, weekly.body]);
    const both = await Promise.all([0, 1].map(() => create({ ...wish, report: 'community' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('are fifty at most', async () => {
    await app.database.query(
      `WITH more AS (
         INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
         SELECT 'More', 'MAIL' || n, 'ADVANCED', 1, true, $1 FROM generate_series(1, 49) n
         RETURNING id)
       INSERT INTO report_mails (user_id, report, frequency, course_id, mailed_through)
       SELECT $2, 'progress', 'daily', id, '2026-01-01' FROM more`,
      [home.universityId, admin.id],
    );
    expect((await create({ report: 'progress', frequency: 'daily' })).status).toBe(201);
    const refused = await create({ report: 'progress', frequency: 'weekly' });
    expect([refused.status, refused.body.detail]).toEqual([
      422,
      'You get 50 reports by mail already. End one of them first.',
    ]);
  });

  it('are everybody’s own', async () => {
    const { body } = await create({ report: 'overview', frequency: 'weekly' });
    const other = await person(app, 'PLATFORM_ADMIN');
    expect(await list(other)).toEqual([]);
    const path = `${PATH}/${body.id}`;
    expect((await app.learning.patch(path, { is_paused: true }, other)).status).toBe(404);
    expect((await app.learning.delete(path, other)).status).toBe(404);
    expect(await list()).toEqual([body]);
  });

  it.each([
    {},
    { report: 'engagement' },
    { report: 'at-risk', frequency: 'weekly' },
    { report: 'engagement', frequency: 'hourly' },
    { report: 'engagement', frequency: 'daily', course_id: 0 },
    { report: 'engagement', frequency: 'daily', course_id: '1' },
    { report: 'engagement', frequency: 'daily', to: 'someone@example.com' },
  ])('refuse %j', async (body) => {
    expect((await create(body)).status).toBe(422);
  });

  it('are for platform admins only', async () => {
    const { body } = await create({ report: 'overview', frequency: 'weekly' });
    const { token } = await person(app, 'INSTRUCTOR', 'COACH');
    for (const options of [{}, { token }]) {
      const status = 'token' in options ? 403 : 401;
      const path = `${PATH}/${body.id}`;
      expect((await app.learning.get(PATH, options)).status).toBe(status);
      expect((await app.learning.post(PATH, {}, options)).status).toBe(status);
      expect((await app.learning.patch(path, {}, options)).status).toBe(status);
      expect((await app.learning.delete(path, options)).status).toBe(status);
    }
  });
});
