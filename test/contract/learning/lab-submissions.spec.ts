import { type School, school } from '../../support/school';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { eventsOf, keepEvents } from '../../support/told-events';

const SOLUTION = 'canary-of-the-solution';
const WORK = '  def search(items, wanted):\n    return None\n';

describe('Learning: lab submissions', () => {
  let app: TestApp;
  let home: School;
  let lab: number;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    home = await school(app);
    lab = await openLab();
  });
  afterAll(() => app.stop());

  async function openLab(more: object = {}): Promise<number> {
    const types = await app.learning.get('/content-types/', home.admin);
    return home.create('/content/', {
      module_id: home.modules.c,
      course_id: home.courseId,
      content_type_id: types.body.find(({ name }: { name: string }) => name === 'lab').id,
      title: 'Lab 1',
      data_json: { instructions: 'Write a search.', solution: SOLUTION },
      ...more,
    });
  }

  const handIn = (who: Person, more: object = {}) =>
    app.learning.post(
      '/assessments/lab-submissions',
      { content_item_id: lab, content: WORK, ...more },
      who,
    );
  const handInThere = (who: Person, more: object = {}) =>
    handIn(who, { course_offering_id: home.offeringId, ...more });
  const get = (who: Person, id: number) =>
    app.learning.get(`/assessments/lab-submissions/${id}`, who);
  const review = (who: Person, id: number, body: object) =>
    app.learning.post(`/assessments/lab-submissions/${id}/review`, body, who);
  const queue = (who: Person, query = '') =>
    app.learning.get(`/assessments/lab-submissions/queue${query}`, who);
  const idsOf = (body: { id: number }[]) => body.map(({ id }) => id);
  const progressOf = async (who: Person): Promise<number | undefined> =>
    (await app.learning.get('/progress/content/my-progress', who)).body.find(
      ({ content_item_id }: { content_item_id: number }) => content_item_id === lab,
    )?.progress_percent;

  it('are handed in as they are, numbered, and read by their student', async () => {
    const student = await home.student();
    const links = ['https://example.com/repository'];
    const first = await handInThere(student, { links });
    expect(first.status).toBe(201);
    expect(first.text).not.toContain(SOLUTION);
    expect(first.body).toEqual({
      id: expect.any(Number),
      user_id: student.id,
      content_item_id: lab,
      course_offering_id: home.offeringId,
      attempt_number: 1,
      status: 'SUBMITTED',
      score: null,
      feedback: null,
      submitted_at: expect.stringMatching(/Z$/),
      reviewed_at: null,
      content: WORK,
      links,
      reviews: [],
    });
    expect((await get(student, first.body.id)).body).toEqual(first.body);
    const second = await handIn(student);
    expect(second.body).toMatchObject({ attempt_number: 2, course_offering_id: null, links: [] });
    const other = await openLab();
    const third = await handIn(student, { content_item_id: other });
    expect(third.body.attempt_number).toBe(1);
    const path = '/assessments/lab-submissions';
    const mine = await app.learning.get(path, student);
    expect(idsOf(mine.body)).toEqual([third.body.id, second.body.id, first.body.id]);
    expect(mine.text).not.toContain('def search');
    const ofLab = await app.learning.get(`${path}?content_item_id=${lab}&skip=1&limit=1`, student);
    expect(idsOf(ofLab.body)).toEqual([first.body.id]);
  });

  it('get numbers of their own when they come at once', async () => {
    const student = await home.student();
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, index) => (index % 2 ? handIn : handInThere)(student)),
    );
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    const numbers = replies.map(({ body }) => body.attempt_number).toSorted((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each<[object, (string | number)[]]>([
    [{ content: '' }, ['content']],
    [{ content: 'x'.repeat(200_001) }, ['content']],
    [{ content: 5 }, ['content']],
    [{ links: 'https://example.com' }, ['links']],
    [{ links: ['javascript:alert(1)'] }, ['links']],
    [{ links: [7] }, ['links']],
    [{ links: Array(21).fill('https://example.com') }, ['links']],
    [{ course_offering_id: 2_147_483_647 }, ['course_offering_id']],
    [{ score: 100 }, ['score']],
  ])('are refused with %p', async (wrong, place) => {
    const student = await home.student();
    const reply = await handIn(student, wrong);
    expect([reply.status, reply.body.detail[0].loc]).toEqual([422, ['body', ...place]]);
  });

  it('are for labs that the student sees', async () => {
    const student = await home.student();
    const lesson = await handIn(student, { content_item_id: home.lessons[0] });
    expect([lesson.status, lesson.body.detail[0].loc]).toEqual([422, ['body', 'content_item_id']]);
    const hidden = await openLab({ is_published: false });
    expect((await handIn(student, { content_item_id: hidden })).status).toBe(404);
    const gated = await openLab({ is_gated: true });
    expect((await handIn(await person(app), { content_item_id: gated })).status).toBe(404);
    expect((await handIn(student, { content_item_id: gated })).status).toBe(201);
    expect((await handInThere(await person(app))).status).toBe(422);
    const stranger = await app.learning.post('/assessments/lab-submissions', {
      content_item_id: lab,
      content: WORK,
    });
    expect(stranger.status).toBe(401);
  });

  it('are reviewed by those who teach the student; every review is kept', async () => {
    const student = await home.student();
    const { id } = (await handInThere(student)).body;
    const first = await review(home.instructor, id, {
      score: 40,
      status: 'NEEDS_WORK',
      feedback: 'What about an empty list?',
    });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      status: 'NEEDS_WORK',
      score: 40,
      feedback: 'What about an empty list?',
      reviewed_at: expect.stringMatching(/Z$/),
    });
    expect(await progressOf(student)).toBeUndefined();
    const second = await review(home.admin, id, { score: 85, status: 'ACCEPTED' });
    expect(second.body).toMatchObject({ status: 'ACCEPTED', score: 85, feedback: null });
    expect(second.body.reviews).toEqual([
      expect.objectContaining({ reviewer_id: home.instructor.id, score: 40 }),
      {
        id: expect.any(Number),
        reviewer_id: home.admin.id,
        status: 'ACCEPTED',
        score: 85,
        feedback: null,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ]);
    expect(await progressOf(student)).toBe(100);
    expect((await get(student, id)).body).toEqual(second.body);
    await expect(
      app.database.query(`UPDATE lab_reviews SET score = 100 WHERE lab_submission_id = $1`, [id]),
    ).rejects.toThrow('never changed');
  });

  it('keep all of several reviews at once', async () => {
    const student = await home.student();
    const { id } = (await handInThere(student)).body;
    const replies = await Promise.all(
      [60, 70, 80, 90].map((score) =>
        review(home.instructor, id, { score, status: score > 70 ? 'ACCEPTED' : 'NEEDS_WORK' }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { reviews, score } = (await get(student, id)).body;
    const scores = reviews.map((one: { score: number }) => one.score);
    expect(scores.toSorted()).toEqual([60, 70, 80, 90]);
    expect(score).toBe(scores.at(-1));
    expect(await progressOf(student)).toBe(100);
  });

  it('are not reviewed by their student, by strangers or without sense', async () => {
    const student = await home.student();
    const { id } = (await handInThere(student)).body;
    const good = { score: 100, status: 'ACCEPTED' };
    expect((await review(student, id, good)).status).toBe(403);
    for (const stranger of [await home.student(), home.foreignInstructor]) {
      expect((await review(stranger, id, good)).status).toBe(404);
      expect((await get(stranger, id)).status).toBe(404);
    }
    for (const wrong of [
      { ...good, score: 101 },
      { ...good, score: 99.5 },
      { ...good, score: -1 },
      { ...good, status: 'SUBMITTED' },
      { score: 100 },
      { status: 'ACCEPTED' },
    ]) {
      expect((await review(home.instructor, id, wrong)).status).toBe(422);
    }
    expect((await review(home.instructor, 2_147_483_647, good)).status).toBe(404);
    const own = (await handIn(home.instructor)).body;
    expect((await review(home.instructor, own.id, good)).status).toBe(403);
    expect((await review(home.admin, own.id, good)).status).toBe(200);
    expect((await get(student, id)).body).toMatchObject({ status: 'SUBMITTED', reviews: [] });
  });

  it('wait in the queue of those who teach there, the oldest first, with one trace', async () => {
    const teacher = home.foreignInstructor;
    const offeringId = await home.offer();
    const inOffering = { course_offering_id: offeringId };
    const student = await person(app);
    await home.create('/enrollments/', { ...inOffering, user_id: student.id });
    const first = (await handIn(student, inOffering)).body.id;
    const second = (await handIn(student, inOffering)).body.id;
    const without = (await handIn(student)).body.id;
    expect((await queue(student)).status).toBe(403);
    expect((await queue(teacher)).body).toEqual([]);
    expect((await queue(teacher, `?course_offering_id=${offeringId}`)).status).toBe(403);
    expect((await queue(teacher, '?course_offering_id=2147483647')).status).toBe(404);
    expect((await queue(teacher, '?status=LOST')).status).toBe(422);
    await app.database.query(
      `INSERT INTO offering_instructors (course_offering_id, user_id) VALUES ($1, $2)`,
      [offeringId, teacher.id],
    );
    const waiting = await queue(teacher);
    expect(idsOf(waiting.body)).toEqual([first, second]);
    expect(waiting.body[0]).toMatchObject({
      user_name: expect.any(String),
      content_title: 'Lab 1',
    });
    expect(waiting.text).not.toContain('def search');
    expect((await get(teacher, first)).status).toBe(200);
    expect((await get(teacher, without)).status).toBe(404);
    await review(teacher, first, { score: 50, status: 'NEEDS_WORK' });
    const there = `?course_offering_id=${offeringId}`;
    expect(idsOf((await queue(teacher, `${there}&status=SUBMITTED`)).body)).toEqual([second]);
    expect(idsOf((await queue(teacher, '?status=NEEDS_WORK')).body)).toEqual([first]);
    expect(idsOf((await queue(teacher, '?skip=1&limit=1')).body)).toEqual([second]);
    const everything = idsOf((await queue(home.instructor)).body);
    expect(everything).toEqual(expect.arrayContaining([first, second, without]));
    const own = (await handIn(home.instructor)).body.id;
    expect(idsOf((await queue(home.instructor)).body)).not.toContain(own);
    const traces = await app.database.query<{ subject_ids: string[] }>(
      `SELECT subject_ids FROM audit_entries
       WHERE action = 'lab_submission.list' AND actor_id = $1 ORDER BY id`,
      [teacher.id],
    );
    expect(traces.map(({ subject_ids }) => subject_ids)).toEqual([
      [],
      ...Array.from({ length: 4 }, () => [String(student.id)]),
    ]);
  });

  it('count as learning of their student, on the day they are handed in', async () => {
    const student = await home.student();
    const streak = async () => (await app.learning.get('/users/me', student)).body;
    expect(await streak()).toMatchObject({ current_streak_days: 0 });
    await handIn(student);
    expect(await streak()).toMatchObject({ current_streak_days: 1 });
  });

  it('are told to the world when they come and when they are reviewed', async () => {
    const student = await home.student();
    const { id, submitted_at: submittedAt } = (await handInThere(student)).body;
    await handIn(student, { content: '' });
    await review(home.instructor, id, { score: 85, status: 'ACCEPTED' });
    await review(student, id, { score: 100, status: 'ACCEPTED' });
    const about = {
      submissionId: id,
      userId: student.id,
      courseId: home.courseId,
      contentItemId: lab,
      courseOfferingId: home.offeringId,
      submittedAt,
    };
    expect(await eventsOf(app, 'lab.submission.created', student.id)).toEqual([
      { ...about, attemptNumber: 1 },
    ]);
    expect(await eventsOf(app, 'lab.submission.reviewed', student.id)).toEqual([
      { ...about, status: 'ACCEPTED', score: 85 },
    ]);
  });

  it('never show the solution to who does not write the course', async () => {
    const student = await home.student();
    const item = await app.learning.get(`/content/${lab}`, student);
    expect(item.body.data_json).toEqual({ instructions: 'Write a search.' });
  });
});
