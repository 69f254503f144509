import { type School, school } from '../../support/school';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: the dashboard', () => {
  let app: TestApp;
  let home: School;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    student = await home.student();
  });
  afterAll(() => app.stop());

  const overviewOf = async (who: Person) => {
    const reply = await app.learning.get('/users/me/overview', who);
    expect(reply.status).toBe(200);
    return reply.body;
  };
  let number = 0;
  const course = (primary_subject_id: number, level: string, more: object = {}) => {
    number += 1;
    return home.create('/courses/', {
      title: `Course ${number}`,
      code: `R${number}`,
      level,
      credit_hours: 3,
      university_id: home.universityId,
      primary_subject_id,
      ...more,
    });
  };
  const take = async (who: Person, courseId: number, status?: string): Promise<void> => {
    const offering = await home.create(`/courses/${courseId}/offerings`, { term_name: 'Spring' });
    const { body } = await app.learning.post(
      '/enrollments/',
      { course_offering_id: offering },
      who,
    );
    if (status !== undefined) await app.learning.put(`/enrollments/${body.id}`, { status }, who);
  };

  it('starts with nothing done', async () => {
    expect(await overviewOf(await person(app))).toMatchObject({
      active_enrollments: [],
      recent_activity: [],
      stats: { completed_courses: 0, current_streak: 0, active_courses: 0 },
    });
  });

  it('shows what is going on and what was done, the latest first', async () => {
    await app.learning.post(
      '/progress/content',
      {
        content_item_id: home.lessons[0],
        course_offering_id: home.offeringId,
        progress_percent: 100,
      },
      student,
    );
    await app.learning.post('/chat/sessions', { content_item_id: home.lessons[1] }, student);
    const body = await overviewOf(student);
    expect(body.active_enrollments).toEqual([
      expect.objectContaining({
        course_offering_id: home.offeringId,
        course_title: 'Algorithms',
        progress_percent: 33,
      }),
    ]);
    expect(body.recent_activity.map(({ type, title }: any) => [type, title])).toEqual([
      ['chat', 'Two'],
      ['content_progress', 'One'],
      ['enrollment', 'Spring 2026'],
    ]);
    expect(body.stats).toEqual({ completed_courses: 0, current_streak: 1, active_courses: 1 });
  });

  it('agrees with a query of its own about what a student did', async () => {
    const [counted] = await app.database.query<{ active: number; latest: Date; kinds: number }>(
      `SELECT (SELECT count(*)::integer FROM enrollments
               WHERE user_id = $1 AND status = 'ACTIVE') AS active,
              greatest((SELECT max(updated_at) FROM chat_sessions WHERE user_id = $1),
                       (SELECT max(updated_at) FROM content_progress WHERE user_id = $1)) AS latest,
              (SELECT count(*)::integer FROM chat_sessions WHERE user_id = $1)
                + (SELECT count(*)::integer FROM content_progress WHERE user_id = $1)
                + (SELECT count(*)::integer FROM enrollments WHERE user_id = $1) AS kinds`,
      [student.id],
    );
    const body = await overviewOf(student);
    expect(body.stats.active_courses).toBe(counted?.active);
    expect(body.recent_activity).toHaveLength(counted?.kinds ?? 0);
    expect(body.recent_activity[0].occurred_at).toBe(counted?.latest.toISOString());
  });

  it('shows attempts and submissions among what was done', async () => {
    const someone = await home.student();
    await app.database.query(
      `WITH given AS (SELECT $1::integer AS person, $2::integer AS item), attempt AS (
         INSERT INTO quiz_attempts (user_id, content_item_id, attempt_number, questions, pass_percent)
         SELECT person, item, 1, '[]', 60 FROM given)
       INSERT INTO lab_submissions (user_id, content_item_id, attempt_number, content)
       SELECT person, item, 1, 'My work' FROM given`,
      [someone.id, home.lessons[0]],
    );
    const { recent_activity: recent } = await overviewOf(someone);
    expect(recent.map(({ type }: any) => type).toSorted()).toEqual([
      'enrollment',
      'lab_submission',
      'quiz_attempt',
    ]);
    expect(JSON.stringify(recent)).not.toContain('My work');
  });

  it('recommends by subjects and progress, and says why', async () => {
    const someone = await person(app);
    const [physics, chemistry, biology] = [3, 4, 5];
    const done = await course(physics, 'INTRODUCTORY', { title: 'Mechanics' });
    const sameLevel = await course(physics, 'INTRODUCTORY');
    const nextLevel = await course(physics, 'INTERMEDIATE');
    const liked = await course(chemistry, 'ADVANCED');
    const hidden = await course(chemistry, 'ADVANCED', { is_published: false });
    const taking = await course(biology, 'INTRODUCTORY', { title: 'Cells' });
    const related = await course(biology, 'ADVANCED');
    await take(someone, done, 'COMPLETED');
    await take(someone, taking);
    await app.learning.put(
      '/users/me/subject-preferences',
      { subject_preferences: [chemistry] },
      someone,
    );
    const { recommended_courses: recommended, stats } = await overviewOf(someone);
    expect(recommended.slice(0, 4).map(({ id, reason }: any) => [id, reason])).toEqual([
      [nextLevel, 'Because you completed Mechanics.'],
      [sameLevel, 'Because you completed Mechanics.'],
      [liked, 'Because you are interested in Chemistry.'],
      [related, 'Because you are taking Cells.'],
    ]);
    expect(recommended[4]).toMatchObject({ reason_kind: 'new_course' });
    const ids = recommended.map(({ id }: any) => id);
    for (const other of [done, taking, hidden]) expect(ids).not.toContain(other);
    expect(stats).toMatchObject({ completed_courses: 1, active_courses: 1 });
  });

  it('is of nobody else', async () => {
    expect((await app.root.get('/api/v1/users/me/overview')).status).toBe(401);
    const stranger = await overviewOf(await person(app));
    expect(stranger.active_enrollments).toEqual([]);
  });
});
