import { developer } from '../../support/developers';
import type { Person } from '../../support/people';
import { type School, school } from '../../support/school';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';

const UNKNOWN = '123e4567-e89b-42d3-a456-426614174000';

describe('Learning: tasks of instructors', () => {
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

  const assign = (body: object = {}, by: Person = home.instructor) =>
    app.learning.post(
      '/task-reviews',
      {
        course_offering_id: home.offeringId,
        user_id: student.id,
        title: 'Present your lab',
        ...body,
      },
      by,
    );
  const queue = (query = '', by: Person = home.instructor) =>
    app.learning.get(`/task-reviews${query}`, by);
  const review = (id: string, body: object, by: Person = home.instructor) =>
    app.learning.post(`/task-reviews/${id}`, body, by);

  /** A task of the student's that is handed in; its uuid. */
  async function handedIn(body: object = {}): Promise<string> {
    const given = await assign(body);
    if (given.status !== 201) throw new Error(`${given.status}: ${given.text}`);
    const { key } = await developer(app, { person: student });
    const [task] = (await app.developer.get('/tasks?status=open', { token: key })).body.data;
    await app.developer.post(`/tasks/${task.id}/submit`, { note: 'Slides.' }, { token: key });
    return given.body.id;
  }

  it('are given, reviewed and paid', async () => {
    const given = await assign({ description: 'Ten minutes.', reward_points: 25 });
    expect(given.status).toBe(201);
    expect(given.body).toEqual({
      id: expect.any(String),
      user_id: student.id,
      user_name: expect.any(String),
      course_id: home.courseId,
      course_offering_id: home.offeringId,
      module_id: null,
      content_item_id: null,
      title: 'Present your lab',
      description: 'Ten minutes.',
      status: 'open',
      verification: 'review',
      priority: 'medium',
      due_on: null,
      estimated_hours: null,
      reward_points: 25,
      completed_at: null,
      version: 1,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    const { key } = await developer(app, { person: student });
    const [task] = (await app.developer.get('/tasks?source=course', { token: key })).body.data;
    expect(task).toMatchObject({
      source: 'course',
      course: { course_id: home.courseId, module_id: null, content_item_id: null },
    });
    await app.developer.post(`/tasks/${task.id}/submit`, { note: 'Slides.' }, { token: key });
    const waiting = await queue(`?course_offering_id=${home.offeringId}`);
    expect(waiting.body).toEqual([
      {
        ...given.body,
        status: 'submitted',
        version: 2,
        updated_at: expect.any(String),
        submissions: [expect.objectContaining({ note: 'Slides.', verdict: null })],
      },
    ]);
    const reply = await review(given.body.id, { verdict: 'accept', comment: 'Clear.' });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'done', submissions: [{ verdict: 'accepted' }] });
    const profile = await app.developer.get('/user/profile', { token: key });
    expect(profile.body.data.stats).toMatchObject({ tasks_completed: 1, tokens_earned: 25 });
    expect((await queue(`?course_offering_id=${home.offeringId}`)).body).toEqual([]);
  });

  it('are returned with a comment', async () => {
    const id = await handedIn();
    expect((await review(id, { verdict: 'return' })).status).toBe(422);
    const reply = await review(id, { verdict: 'return', comment: 'Shorter, please.' });
    expect(reply.body).toMatchObject({ status: 'returned' });
    expect((await review(id, { verdict: 'accept' })).status).toBe(409);
  });

  it('are looked after by those who teach the offering, and nobody else', async () => {
    const id = await handedIn({ reward_points: 5 });
    const coach = await coachOf(app, student);
    const queueOf = await app.coaching.get('/coach/tasks', { token: coach.token });
    expect(queueOf.body.total).toBe(0);
    expect((await review(id, { verdict: 'accept' }, home.foreignInstructor)).status).toBe(404);
    expect((await review(id, { verdict: 'accept' }, home.admin)).status).toBe(404);
    expect((await review(id, { verdict: 'accept' }, student)).status).toBe(403);
    const viaCoaching = await app.coaching.post(
      `/coach/tasks/${id}/review`,
      { verdict: 'accept' },
      { token: coach.token },
    );
    expect(viaCoaching.status).toBe(404);
    expect((await queue('', home.foreignInstructor)).body).toEqual([]);
    expect((await assign({}, home.foreignInstructor)).status).toBe(404);
    expect((await assign({}, student)).status).toBe(403);
    expect((await review(UNKNOWN, { verdict: 'accept' })).status).toBe(404);
    expect((await review('1', { verdict: 'accept' })).status).toBe(422);
  });

  it('end with the student in the offering, and with the teacher in it', async () => {
    const id = await handedIn();
    await app.database.query(
      `UPDATE enrollments SET status = 'DROPPED' WHERE user_id = $1 AND course_offering_id = $2`,
      [student.id, home.offeringId],
    );
    expect((await review(id, { verdict: 'accept' })).status).toBe(404);
    expect((await queue()).text).not.toContain(id);
    expect((await assign()).status).toBe(422);
    await app.database.query(
      `UPDATE enrollments SET status = 'ACTIVE' WHERE user_id = $1 AND course_offering_id = $2`,
      [student.id, home.offeringId],
    );
    const { id: teacher } = home.instructor;
    await app.database.query(`DELETE FROM offering_instructors WHERE user_id = $1`, [teacher]);
    expect((await review(id, { verdict: 'accept' })).status).toBe(404);
    expect((await assign()).status).toBe(404);
    await app.database.query(
      `INSERT INTO offering_instructors (course_offering_id, user_id) VALUES ($1, $2)`,
      [home.offeringId, teacher],
    );
    expect((await review(id, { verdict: 'accept' })).status).toBe(200);
  });

  it("are never one's own", async () => {
    await app.database.query(
      `INSERT INTO enrollments (user_id, course_offering_id, status) VALUES ($1, $2, 'ACTIVE')
       ON CONFLICT DO NOTHING`,
      [home.instructor.id, home.offeringId],
    );
    const reply = await assign({ user_id: home.instructor.id, reward_points: 500 });
    expect(reply.status).toBe(403);
  });

  it.each([
    [{ course_offering_id: 999_999 }, 404],
    [{ course_offering_id: '1' }, 422],
    [{ user_id: 999_999 }, 422],
    [{ user_id: 0 }, 422],
    [{ title: ' ' }, 422],
    [{ reward_points: 501 }, 422],
    [{ reward_points: '5' }, 422],
    [{ reward_points: 0.5 }, 422],
    [{ status: 'done' }, 422],
    [{ content_item_id: 999_999 }, 422],
    [{ module_id: 999_999 }, 422],
    [{ content_item_id: 1, module_id: 1 }, 422],
  ])('are not given with %j', async (body, status) => {
    expect((await assign(body)).status).toBe(status);
  });

  it('are about what is scored only: lessons and modules of lessons are refused', async () => {
    const [lesson] = home.lessons;
    const about = await assign({ content_item_id: lesson });
    expect(about.status).toBe(422);
    expect((await assign({ module_id: home.modules.a })).status).toBe(422);
    expect((await assign({ module_id: home.modules.c })).status).toBe(422);
  });
});
