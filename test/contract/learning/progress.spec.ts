import { type School, school } from '../../support/school';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: progress', () => {
  let app: TestApp;
  let home: School;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
  });
  beforeEach(async () => {
    student = await home.student();
  });
  afterAll(() => app.stop());

  const content = (percent: number, item = 0, more: object = {}, who = student) =>
    app.learning.post(
      '/progress/content',
      {
        content_item_id: home.lessons[item],
        course_offering_id: home.offeringId,
        progress_percent: percent,
        ...more,
      },
      who,
    );
  const module = (percent: number, module_id: number, more: object = {}) =>
    app.learning.post(
      '/progress/modules',
      { module_id, course_offering_id: home.offeringId, progress_percent: percent, ...more },
      student,
    );
  const percents = async (): Promise<Record<number, number>> => {
    const reply = await app.learning.get(
      `/progress/modules/my-progress?course_offering_id=${home.offeringId}`,
      student,
    );
    expect(reply.status).toBe(200);
    return Object.fromEntries(reply.body.map((row: any) => [row.module_id, row.progress_percent]));
  };
  const enrollment = async () =>
    (await app.learning.get('/enrollments/my-enrollments', student)).body[0];

  it('is reported as documented and read back by offering', async () => {
    const done = await app.learning.post(
      '/progress/content',
      {
        content_item_id: home.lessons[0],
        course_offering_id: home.offeringId,
        progress_percent: 100,
        completed_at: '2026-01-20T10:30:00Z',
      },
      student,
    );
    expect(done.status).toBe(200);
    expect(done.body).toEqual({
      id: expect.any(Number),
      user_id: student.id,
      course_offering_id: home.offeringId,
      content_item_id: home.lessons[0],
      progress_percent: 100,
      started_at: '2026-01-20T10:30:00.000Z',
      completed_at: '2026-01-20T10:30:00.000Z',
      updated_at: expect.any(String),
    });
    const half = await app.learning.post(
      '/progress/modules',
      {
        module_id: home.modules.c,
        course_offering_id: home.offeringId,
        progress_percent: 50,
        completed_at: null,
      },
      student,
    );
    expect(half.status).toBe(200);
    expect(half.body).toMatchObject({
      module_id: home.modules.c,
      progress_percent: 50,
      completed_at: null,
    });
    const mine = await app.learning.get(
      `/progress/content/my-progress?course_offering_id=${home.offeringId}`,
      student,
    );
    expect(mine.body).toEqual([done.body]);
    const other = await app.learning.get('/progress/content/my-progress', await person(app));
    expect(other.body).toEqual([]);
  });

  it('rolls up the tree of modules to the course', async () => {
    await content(50, 1);
    expect(await percents()).toEqual({ [home.modules.b]: 50, [home.modules.a]: 25 });
    expect((await enrollment()).progress_percent).toBe(16);
    await content(100, 0);
    expect(await percents()).toEqual({ [home.modules.b]: 50, [home.modules.a]: 75 });
    expect(await enrollment()).toMatchObject({ progress_percent: 50, status: 'ACTIVE' });
  });

  it('completes the enrollment with the course, and leaves it completed', async () => {
    await content(100, 0);
    await content(100, 1);
    expect(await enrollment()).toMatchObject({ progress_percent: 66, status: 'ACTIVE' });
    await module(100, home.modules.c);
    expect(await enrollment()).toMatchObject({
      progress_percent: 100,
      status: 'COMPLETED',
      completed_at: expect.any(String),
    });
    await content(10, 0, { allow_decrease: true });
    expect(await enrollment()).toMatchObject({ status: 'COMPLETED', progress_percent: 70 });
  });

  it('never shrinks unless told so', async () => {
    await content(80);
    expect((await content(30)).body.progress_percent).toBe(80);
    expect((await content(30, 0, { allow_decrease: true })).body.progress_percent).toBe(30);
    const done = (await content(100)).body;
    expect(done.completed_at).not.toBeNull();
    expect((await content(100)).body.completed_at).toBe(done.completed_at);
    expect((await content(99, 0, { allow_decrease: true })).body.completed_at).toBeNull();
    await module(60, home.modules.c);
    expect((await module(20, home.modules.c)).body.progress_percent).toBe(60);
  });

  it('loses nothing when many reports come at once', async () => {
    await Promise.all([
      ...Array.from({ length: 10 }, (_, index) => content(index * 10, 0)),
      ...Array.from({ length: 10 }, (_, index) => content(index * 10 + 5, 1)),
    ]);
    expect(await percents()).toEqual({ [home.modules.b]: 95, [home.modules.a]: 92 });
    expect((await enrollment()).progress_percent).toBe(61);
  });

  it('counts what is published only', async () => {
    await content(100, 0);
    await app.learning.put(`/content/${home.lessons[1]}`, { is_published: false }, home.admin);
    try {
      expect((await content(100, 1)).status).toBe(422);
      await content(100, 0);
      expect((await percents())[home.modules.a]).toBe(50);
    } finally {
      await app.learning.put(`/content/${home.lessons[1]}`, { is_published: true }, home.admin);
    }
  });

  it.each([
    [{ progress_percent: 101 }, 'progress_percent'],
    [{ progress_percent: -1 }, 'progress_percent'],
    [{ progress_percent: 0.5 }, 'progress_percent'],
    [{ progress_percent: 50, completed_at: '2026-01-20T10:30:00Z' }, 'completed_at'],
    [{ progress_percent: 100, completed_at: '2999-01-20T10:30:00Z' }, 'completed_at'],
    [{ progress_percent: 100, completed_at: 'yesterday' }, 'completed_at'],
    [{ content_item_id: 2_147_483_647 }, 'content_item_id'],
    [{ course_offering_id: 2_147_483_647 }, 'course_offering_id'],
  ])('refuses %j', async (wrong, field) => {
    const reply = await content(10, 0, wrong);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });

  it('is for those who take part only', async () => {
    expect((await content(10, 0, {}, await person(app))).status).toBe(422);
    await app.learning.put(
      `/enrollments/${(await enrollment()).id}`,
      { status: 'DROPPED' },
      student,
    );
    expect((await content(10)).status).toBe(422);
  });

  it('counts as a day of learning', async () => {
    expect((await app.learning.get('/users/me', student)).body.current_streak_days).toBe(0);
    await content(10);
    expect((await app.learning.get('/users/me', student)).body.current_streak_days).toBe(1);
  });

  it('adds up in the numbers of the course', async () => {
    const other = await school(app);
    const place = `/courses/${other.courseId}/stats`;
    expect((await app.learning.get(place, other.instructor)).body).toEqual({
      course_id: other.courseId,
      offerings: 1,
      modules: 3,
      content_items: 2,
      enrollments: { total: 0, active: 0, completed: 0, dropped: 0 },
      completion_rate: null,
      average_progress_percent: null,
    });
    const people = await Promise.all(Array.from({ length: 4 }, () => other.student()));
    await Promise.all(
      people.map((one, index) =>
        app.learning.post(
          '/progress/content',
          {
            content_item_id: other.lessons[0],
            course_offering_id: other.offeringId,
            progress_percent: 25 * index,
          },
          one,
        ),
      ),
    );
    const [dropped] = (await app.learning.get('/enrollments/my-enrollments', people[3] as Person))
      .body;
    await app.learning.put(
      `/enrollments/${dropped.id}`,
      { status: 'DROPPED' },
      people[3] as Person,
    );
    const counted = await app.database.query<Record<string, string>>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE status = 'ACTIVE') AS active,
              round(avg(progress_percent) FILTER (WHERE status <> 'DROPPED'), 2) AS average
       FROM enrollments e JOIN course_offerings o ON o.id = e.course_offering_id
       WHERE o.course_id = $1`,
      [other.courseId],
    );
    const { body } = await app.learning.get(place, other.instructor);
    expect(counted[0]).toMatchObject({ total: '4', active: '3' });
    expect(body.enrollments).toEqual({ total: 4, active: 3, completed: 0, dropped: 1 });
    expect(body.average_progress_percent).toBe(Number(counted[0]?.['average']));
    const seenByStudent = await app.learning.get(place, student);
    expect(seenByStudent.body).toMatchObject({
      enrollments: { total: 4 },
      completion_rate: null,
      average_progress_percent: null,
    });
  });
});
