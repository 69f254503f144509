import { CourseTaskVerification } from '../../../src/domain/tasks/course-task-verification.service';
import { SWEEP_COURSE_TASKS } from '../../../src/domain/tasks/tasks.jobs';
import { JobWorker } from '../../../src/platform/queue/job-worker';
import { developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { pay } from '../../support/purse';
import { type School, school } from '../../support/school';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';
import { eventsOf, keepEvents } from '../../support/told-events';
import { allEventsLeft } from '../../support/told-notifications';

const DEADLINE_MS = 20_000;
const CHOICE = {
  id: 1,
  text: 'Which list can binary search use?',
  options: [
    { key: 'A', text: 'Any list', correct: false },
    { key: 'B', text: 'A sorted list', correct: true },
  ],
};
const ESSAY = { id: 2, kind: 'essay', text: 'Why?' };

describe('Tasks about a course', () => {
  let app: TestApp;
  let home: School;
  let student: Person;
  let coach: Person;
  let key: string;
  let types: { id: number; name: string }[];

  beforeAll(async () => {
    app = await testApp();
    await stopSweeping();
    await keepEvents(app);
    home = await school(app);
    types = (await app.learning.get('/content-types/', home.admin)).body;
  });
  beforeEach(async () => {
    student = await home.student();
    coach = await coachOf(app, student);
    key = (await developer(app, { person: student })).key;
  });
  afterAll(() => app.stop());

  /** What nobody told is found when a test has it looked for, and not when the clock strikes. */
  async function stopSweeping(): Promise<void> {
    const { name, queue } = SWEEP_COURSE_TASKS;
    const jobs = await app.trellis.app.get(JobWorker, { strict: false }).queue(queue);
    await jobs.removeJobScheduler(name);
    await eventually(
      () => jobs.getJobs(['waiting', 'active', 'delayed', 'prioritized']),
      (left) => left.every((job) => job.name !== name),
      DEADLINE_MS,
    );
  }

  const item = (type: string, data_json: object, module_id = home.modules.c): Promise<number> =>
    home.create('/content/', {
      module_id,
      course_id: home.courseId,
      content_type_id: types.find(({ name }) => name === type)?.id,
      title: `A ${type}`,
      data_json,
    });
  const quiz = (module?: number, questions: object[] = [CHOICE]): Promise<number> =>
    item('quiz', { questions }, module);
  const lab = (module?: number): Promise<number> =>
    item('lab', { instructions: 'Write a search.' }, module);
  const module = (parent: number | null = null): Promise<number> =>
    home.create('/modules/', {
      course_id: home.courseId,
      parent_module_id: parent,
      title: 'M',
      module_type: 'UNIT',
    });

  /** Attempts a quiz; the id of the attempt. */
  async function attempt(quizId: number, answer: 'A' | 'B'): Promise<number> {
    const begun = await app.learning.post(
      '/assessments/quiz-attempts',
      { content_item_id: quizId, course_offering_id: home.offeringId },
      student,
    );
    const reply = await app.learning.post(
      `/assessments/quiz-attempts/${begun.body.id}/submit`,
      { answers: [{ question_id: 1, answer }] },
      student,
    );
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    return begun.body.id;
  }

  /** A passed attempt of which no event tells. */
  async function passUntold(quizId: number): Promise<void> {
    await app.database.query(
      `INSERT INTO quiz_attempts (user_id, content_item_id, attempt_number, status, questions,
         results, percent, pass_percent, passed, submitted_at)
       VALUES ($1, $2, 1, 'SUBMITTED', '[]', '[]', 100, 60, true, now())`,
      [student.id, quizId],
    );
  }

  /** Hands in a lab, and has it reviewed. */
  async function handInLab(labId: number, status: 'ACCEPTED' | 'NEEDS_WORK'): Promise<void> {
    const handedIn = await app.learning.post(
      '/assessments/lab-submissions',
      { content_item_id: labId, content: 'x', course_offering_id: home.offeringId },
      student,
    );
    const reply = await app.learning.post(
      `/assessments/lab-submissions/${handedIn.body.id}/review`,
      { status, score: 80 },
      home.instructor,
    );
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
  }

  /** A task that the coach gives; its public id. */
  async function given(body: object): Promise<string> {
    const reply = await app.coaching.post(
      `/coach/students/${student.uuid}/tasks`,
      { title: 'Pass it', reward_points: 20, ...body },
      { token: coach.token },
    );
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    const [newest] = (await app.developer.get('/tasks', { token: key })).body.data;
    expect(newest).toMatchObject({ verification: 'course', status: 'open' });
    return newest.id;
  }
  const get = async (id: string) =>
    (await app.developer.get(`/tasks/${id}`, { token: key })).body.data;
  const submit = (id: string) => app.developer.post(`/tasks/${id}/submit`, {}, { token: key });
  const done = (id: string) =>
    eventually(
      () => get(id),
      ({ status }) => status === 'done',
      DEADLINE_MS,
    );

  async function earned(): Promise<number> {
    const [row] = await app.database.query<{ earned: string }>(
      `SELECT earned_total AS earned FROM point_accounts WHERE owner_id = $1 AND kind = 'available'`,
      [student.id],
    );
    return Number(row?.earned ?? 0);
  }

  /** Runs the verification as if every event came again. */
  async function redeliver(): Promise<void> {
    const verification = app.trellis.app.get(CourseTaskVerification, { strict: false });
    await verification.verify({ userId: student.id });
    await Promise.all([verification.verify({ userId: student.id }), verification.sweep()]);
  }

  it('are done when the quiz is passed, and paid once however often that is told', async () => {
    const quizId = await quiz();
    const id = await given({ content_item_id: quizId });
    await attempt(quizId, 'A');
    await redeliver();
    expect((await get(id)).status).toBe('open');
    await attempt(quizId, 'B');
    expect(await done(id)).toMatchObject({
      course: { course_id: home.courseId, content_item_id: quizId, module_id: null },
      reward_points: 20,
      completed_at: expect.any(String),
      submissions: [],
    });
    await redeliver();
    await attempt(quizId, 'B');
    await redeliver();
    expect(await earned()).toBe(20);
    expect(await eventsOf(app, 'task.completed', student.id)).toHaveLength(1);
  });

  it('wait when they are handed in too early, and are done with the quiz', async () => {
    const quizId = await quiz();
    const id = await given({ content_item_id: quizId });
    expect((await submit(id)).body.data.status).toBe('submitted');
    expect(await earned()).toBe(0);
    const review = await app.coaching.get('/coach/tasks', { token: coach.token });
    expect(review.body.total).toBe(0);
    await attempt(quizId, 'B');
    expect((await done(id)).submissions).toMatchObject([{ verdict: 'accepted' }]);
    expect(await earned()).toBe(20);
  });

  it('are done at once when they are handed in after the quiz was passed', async () => {
    const quizId = await quiz();
    const id = await given({ content_item_id: quizId });
    await passUntold(quizId);
    expect((await submit(id)).body.data).toMatchObject({
      status: 'done',
      submissions: [{ verdict: 'accepted' }],
    });
    expect(await earned()).toBe(20);
  });

  it('are found done by and by also where nobody told that the quiz was passed', async () => {
    const quizId = await quiz();
    const id = await given({ content_item_id: quizId });
    await passUntold(quizId);
    expect((await get(id)).status).toBe('open');
    await app.trellis.app.get(CourseTaskVerification, { strict: false }).sweep();
    expect((await get(id)).status).toBe('done');
    expect(await earned()).toBe(20);
  });

  it('are paid once when they are handed in while every worker looks at them', async () => {
    const quizId = await quiz();
    const id = await given({ content_item_id: quizId });
    await passUntold(quizId);
    await Promise.all([...Array.from({ length: 10 }, redeliver), submit(id), submit(id)]);
    expect((await get(id)).status).toBe('done');
    expect(await earned()).toBe(20);
    expect(await eventsOf(app, 'task.completed', student.id)).toHaveLength(1);
  });

  it('are not reviewed by anybody', async () => {
    const id = await given({ content_item_id: await quiz() });
    await submit(id);
    const [row] = await app.database.query<{ id: string }>(
      `SELECT id FROM tasks WHERE user_id = $1`,
      [student.id],
    );
    const reply = await app.coaching.post(
      `/coach/tasks/${row?.id}/review`,
      { verdict: 'accept' },
      { token: coach.token },
    );
    expect(reply.status).toBe(409);
    expect(await earned()).toBe(0);
  });

  it('are done when an instructor accepts the lab, not when it is handed in', async () => {
    const labId = await lab();
    const id = await given({ content_item_id: labId });
    await handInLab(labId, 'NEEDS_WORK');
    await redeliver();
    expect((await get(id)).status).toBe('open');
    await handInLab(labId, 'ACCEPTED');
    await done(id);
    expect(await earned()).toBe(20);
  });

  it('wait for the essay of a quiz to be read', async () => {
    const quizId = await quiz(undefined, [CHOICE, ESSAY]);
    const id = await given({ content_item_id: quizId });
    const attemptId = await attempt(quizId, 'B');
    await redeliver();
    expect((await get(id)).status).toBe('open');
    await app.learning.post(
      `/assessments/quiz-attempts/${attemptId}/review`,
      { question_id: 2, points: 1 },
      home.instructor,
    );
    await done(id);
  });

  it('about a module need every quiz and lab in it and below it', async () => {
    const unit = await module();
    const chapter = await module(unit);
    const first = await quiz(unit);
    const second = await lab(chapter);
    await item('lesson', { body: '# Read me' }, unit);
    await quiz(unit, [{ id: 1, kind: 'description', text: 'Nothing is asked here.' }]);
    const id = await given({ module_id: unit });
    await attempt(first, 'B');
    await redeliver();
    expect((await get(id)).status).toBe('open');
    await handInLab(second, 'ACCEPTED');
    await done(id);
    expect(await earned()).toBe(20);
  });

  it('pay nothing for progress that the student reports', async () => {
    const unit = await module();
    const quizId = await quiz(unit);
    const ofQuiz = await given({ content_item_id: quizId });
    const ofModule = await given({ module_id: unit });
    const there = { course_offering_id: home.offeringId, progress_percent: 100 };
    const reports = [
      await app.learning.post('/progress/content', { content_item_id: quizId, ...there }, student),
      await app.learning.post('/progress/modules', { module_id: unit, ...there }, student),
    ];
    expect(reports.map(({ status }) => status)).toEqual([200, 200]);
    expect((await submit(ofQuiz)).body.data.status).toBe('submitted');
    expect((await submit(ofModule)).body.data.status).toBe('submitted');
    await redeliver();
    expect((await get(ofQuiz)).status).toBe('submitted');
    expect((await get(ofModule)).status).toBe('submitted');
    expect(await earned()).toBe(0);
  });

  it("of the student's own are verified the same way, and pay nothing", async () => {
    const quizId = await quiz();
    const reply = await app.developer.post(
      '/tasks',
      { title: 'Pass the quiz', content_item_id: quizId },
      { token: key },
    );
    expect(reply.body.data).toMatchObject({
      source: 'self',
      verification: 'course',
      reward_points: 0,
    });
    await attempt(quizId, 'B');
    await done(reply.body.data.id);
    expect(await earned()).toBe(0);
  });

  it('are for courses that the student takes, and for what they have not passed yet', async () => {
    const quizId = await quiz();
    const outsider = await developer(app);
    const make = (by: string) =>
      app.developer.post('/tasks', { title: 'T', content_item_id: quizId }, { token: by });
    expect((await make(outsider.key)).status).toBe(400);
    await attempt(quizId, 'B');
    expect((await make(key)).status).toBe(409);
    const hidden = await quiz();
    await app.database.query(`UPDATE content_items SET is_published = false WHERE id = $1`, [
      hidden,
    ]);
    const reply = await app.developer.post(
      '/tasks',
      { title: 'T', content_item_id: hidden },
      { token: key },
    );
    expect(reply.status).toBe(400);
  });

  describe('as grounds for commitments', () => {
    const make = async (body: object, by = key): Promise<string> => {
      const draft = { title: 'T', due_on: '2099-01-01', ...body };
      const reply = await app.developer.post('/tasks', draft, { token: by });
      return reply.body.data.id;
    };
    const commit = (task_id: string, by = key) =>
      app.developer.post(
        '/staking/stakes',
        { product: 'commitment', points: 10, task_id },
        { token: by },
      );

    it('carry one commitment together when they are about the same work', async () => {
      await pay(app, student.id, 1_000);
      const [one, another] = [await quiz(), await quiz(await module())];
      const tasks = await Promise.all(
        Array.from({ length: 6 }, () => make({ content_item_id: one })),
      );
      const replies = await Promise.all(tasks.map((id) => commit(id)));
      expect(replies.map(({ status }) => status).toSorted()).toEqual([
        200, 409, 409, 409, 409, 409,
      ]);
      expect((await commit(await make({ content_item_id: another }))).status).toBe(200);
    });

    it('carry none when the work is passed and nobody has told yet', async () => {
      await pay(app, student.id, 1_000);
      const quizId = await quiz();
      const id = await make({ content_item_id: quizId });
      await passUntold(quizId);
      expect((await commit(id)).body.error.code).toBe('unprocessable');
    });

    it('carry none for whoever may write the course', async () => {
      await pay(app, student.id, 1_000);
      const id = await make({ content_item_id: await quiz() });
      await app.database.query(
        `INSERT INTO role_grants (user_id, role) VALUES ($1, 'INSTRUCTOR')`,
        [student.id],
      );
      expect((await commit(id)).status).toBe(422);
      await app.database.query(
        `DELETE FROM role_grants WHERE user_id = $1 AND role = 'INSTRUCTOR'`,
        [student.id],
      );
      expect((await commit(id)).status).toBe(200);
    });
  });

  it('about something that was deleted can be given up by the student who made them only', async () => {
    const quizId = await quiz();
    const own = await app.developer.post(
      '/tasks',
      { title: 'T', content_item_id: quizId },
      { token: key },
    );
    const id = own.body.data.id;
    await app.database.query(`DELETE FROM content_items WHERE id = $1`, [quizId]);
    await redeliver();
    expect(await get(id)).toMatchObject({ status: 'open', course: { content_item_id: null } });
    const gone = await app.developer.post(`/tasks/${id}/withdraw`, {}, { token: key });
    expect(gone.body.data.status).toBe('cancelled');
  });

  it('take events of every shape for what they are', async () => {
    const verification = app.trellis.app.get(CourseTaskVerification, { strict: false });
    const someone = await person(app);
    const event = (name: string, payload: unknown) => ({
      id: '123e4567-e89b-42d3-a456-426614174000',
      name,
      payload: payload as never,
      occurredAt: new Date(),
    });
    await allEventsLeft(app);
    await app.database.query(`DELETE FROM outbox WHERE name LIKE 'tasks.%'`);
    await verification.take([
      event('quiz.attempt.submitted', { userId: someone.id }),
      event('quiz.attempt.submitted', { userId: 'x' }),
      event('quiz.attempt.submitted', null),
      event('lab.submission.reviewed', [1]),
      event('user.registered', { userId: student.id }),
    ]);
    const queued = await app.database.query(`SELECT 1 FROM outbox WHERE name LIKE 'tasks.%'`);
    expect(queued).toEqual([]);
  });
});
