import { developer, type Developer } from '../../support/developers';
import { type Person, person } from '../../support/people';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';
import { eventsOf, keepEvents } from '../../support/told-events';

const UUID = /^[0-9a-f-]{36}$/;
const UNKNOWN = '123e4567-e89b-42d3-a456-426614174000';

describe('Coaching: tasks', () => {
  let app: TestApp;
  let dev: Developer;
  let student: Person;
  let coach: Person;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
  });
  beforeEach(async () => {
    dev = await developer(app);
    student = dev.person;
    coach = await coachOf(app, student);
  });
  afterAll(() => app.stop());

  const assign = (body: object = {}, by: Person = coach, to: Person = student) =>
    app.coaching.post(
      `/coach/students/${to.uuid}/tasks`,
      { title: 'Write a draft', ...body },
      { token: by.token },
    );
  const queue = (query = '', by: Person = coach) =>
    app.coaching.get(`/coach/tasks${query}`, { token: by.token });
  const review = (id: string, body: object, by: Person = coach) =>
    app.coaching.post(`/coach/tasks/${id}/review`, body, { token: by.token });
  const listOf = (of: Person, by: Person, query = '') =>
    app.coaching.get(`/students/${of.uuid}/tasks${query}`, { token: by.token });
  const own = async (id: string): Promise<{ id: string; status: string; version: number }> => {
    const reply = await app.developer.get('/tasks?per_page=100', { token: dev.key });
    const listed = reply.body.data as { id: string; title: string }[];
    const [row] = await app.database.query<{ title: string }>(
      `SELECT title FROM tasks WHERE id = $1`,
      [id],
    );
    const found = listed.find(({ title }) => title === row?.title);
    return (await app.developer.get(`/tasks/${found?.id}`, { token: dev.key })).body.data;
  };
  const submit = async (id: string, body: object = {}) =>
    app.developer.post(`/tasks/${(await own(id)).id}/submit`, body, { token: dev.key });
  const withdraw = async (id: string) =>
    app.developer.post(`/tasks/${(await own(id)).id}/withdraw`, {}, { token: dev.key });

  let counter = 0;
  /** The id of a task that the coach gave. */
  async function given(body: object = {}): Promise<string> {
    counter += 1;
    const reply = await assign({ title: `Task ${counter}`, ...body });
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    return reply.body.id;
  }
  /** The same, handed in. */
  async function handedIn(body: object = {}, evidence: object = {}): Promise<string> {
    const id = await given(body);
    const reply = await submit(id, evidence);
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    return id;
  }

  async function earned(of: Person = student): Promise<number> {
    const [row] = await app.database.query<{ earned: string }>(
      `SELECT earned_total AS earned FROM point_accounts
       WHERE owner_id = $1 AND kind = 'available'`,
      [of.id],
    );
    return Number(row?.earned ?? 0);
  }

  async function traces(by: Person): Promise<string[]> {
    const rows = await app.database.query<{ action: string; subject_ids: string[] }>(
      `SELECT action, subject_ids FROM audit_entries WHERE actor_id = $1 ORDER BY id`,
      [by.id],
    );
    expect(rows.every(({ subject_ids: ids }) => ids.join() === String(student.id))).toBe(true);
    return rows.map(({ action }) => action);
  }

  it('are given, handed in, reviewed and paid', async () => {
    const made = await assign({
      title: 'Complete first draft',
      description: 'Two pages.',
      priority: 'high',
      due_on: '2026-12-01',
      estimated_hours: 3,
      reward_points: 25,
    });
    expect(made.status).toBe(200);
    const task = {
      id: expect.stringMatching(UUID),
      title: 'Complete first draft',
      description: 'Two pages.',
      status: 'open',
      priority: 'high',
      source: 'coach',
      verification: 'review',
      due_on: '2026-12-01',
      estimated_hours: 3,
      reward_points: 25,
      course_id: null,
      module_id: null,
      content_item_id: null,
      completed_at: null,
      version: 1,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    };
    const named = { student: { id: student.uuid, name: expect.any(String) } };
    expect(made.body).toEqual({ ...task, ...named });
    expect((await queue()).body).toEqual({ tasks: [], total: 0, page: 1, per_page: 20 });

    const { id } = made.body;
    await submit(id, { note: 'Here.', links: ['https://example.com/draft'] });
    const waiting = {
      number: 1,
      note: 'Here.',
      links: ['https://example.com/draft'],
      document_ids: [],
      hidden_documents: 0,
      submitted_at: expect.any(String),
      verdict: null,
      comment: null,
      reviewed_at: null,
    };
    const queued = { ...task, ...named, id, status: 'submitted', version: 2 };
    expect((await queue()).body.tasks).toEqual([{ ...queued, submissions: [waiting] }]);
    expect(await earned()).toBe(0);

    const reply = await review(id, { verdict: 'accept', comment: 'Well done.' });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ...queued,
      status: 'done',
      version: 3,
      completed_at: expect.any(String),
      submissions: [
        {
          ...waiting,
          verdict: 'accepted',
          comment: 'Well done.',
          reviewed_at: expect.any(String),
        },
      ],
    });
    expect(await earned()).toBe(25);
    expect((await own(id)).status).toBe('done');
    const { body: statement } = await app.developer.get('/points/statement', { token: dev.key });
    expect(statement.data).toMatchObject([
      { kind: 'task_reward', points: 25, task_id: (await own(id)).id, stake_id: null },
    ]);
    expect(await traces(coach)).toEqual(['task.assign', 'task.list', 'task.review']);
    const about = { userId: student.id, taskId: id };
    expect(await eventsOf(app, 'task.created', student.id)).toEqual([
      { ...about, source: 'coach' },
    ]);
    expect(await eventsOf(app, 'task.submitted', student.id)).toMatchObject([about]);
    expect(await eventsOf(app, 'task.completed', student.id)).toEqual([{ ...about, points: 25 }]);
  });

  it('are returned with what is missing, and handed in again', async () => {
    const id = await handedIn({ reward_points: 10 });
    const mute = await review(id, { verdict: 'return' });
    expect(mute.status).toBe(400);
    const reply = await review(id, { verdict: 'return', comment: 'The ending needs a reason.' });
    expect(reply.body).toMatchObject({ status: 'returned', completed_at: null });
    expect(await own(id)).toMatchObject({
      status: 'returned',
      submissions: [{ verdict: 'returned', comment: 'The ending needs a reason.' }],
    });
    expect((await review(id, { verdict: 'accept' })).status).toBe(409);
    await submit(id, { note: 'Now with a reason.' });
    expect((await withdraw(id)).body.data.status).toBe('returned');
    await submit(id, { note: 'Now with a reason.' });
    expect((await review(id, { verdict: 'accept' })).body.submissions).toHaveLength(3);
    expect(await earned()).toBe(10);
    expect(await eventsOf(app, 'task.returned', student.id)).toHaveLength(1);
  });

  it('are paid once by twenty acceptances at once', async () => {
    const id = await handedIn({ reward_points: 40 });
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => review(id, { verdict: 'accept' })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await earned()).toBe(40);
    expect(await eventsOf(app, 'task.completed', student.id)).toHaveLength(1);
  });

  it('are accepted or withdrawn when both come at once, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const before = await earned();
      const id = await handedIn({ reward_points: 7 });
      const { id: publicId } = await own(id);
      const [accepted, withdrawn] = await Promise.all([
        review(id, { verdict: 'accept' }),
        app.developer.post(`/tasks/${publicId}/withdraw`, {}, { token: dev.key }),
      ]);
      expect([accepted.status, withdrawn.status].toSorted()).toEqual([200, 409]);
      const isPaid = accepted.status === 200;
      expect((await own(id)).status).toBe(isPaid ? 'done' : 'open');
      expect((await earned()) - before).toBe(isPaid ? 7 : 0);
    }
  });

  it('are not accepted in another version than was read', async () => {
    const id = await handedIn();
    await withdraw(id);
    await submit(id, { note: 'Something else.' });
    const reply = await review(id, { verdict: 'accept', version: 2 });
    expect(reply.status).toBe(409);
    expect((await review(id, { verdict: 'accept', version: 4 })).status).toBe(200);
  });

  it('from game plans, sessions and coaches get what the reviewer finds them worth', async () => {
    await app.coaching.post(
      '/coach/session',
      { student_id: student.uuid, action_items: ['Call the school'] },
      { token: coach.token },
    );
    const [task] = (await listOf(student, coach)).body.tasks;
    expect(task).toMatchObject({
      source: 'coaching_session',
      verification: 'review',
      reward_points: 0,
    });
    await submit(task.id);
    const reply = await review(task.id, { verdict: 'accept', reward_points: 15 });
    expect(reply.body).toMatchObject({ status: 'done', reward_points: 15 });
    expect(await earned()).toBe(15);
  });

  it('pay what was promised, no less and no more', async () => {
    const id = await handedIn({ reward_points: 10 });
    expect((await review(id, { verdict: 'accept', reward_points: 11 })).status).toBe(400);
    expect((await review(id, { verdict: 'accept', reward_points: 0 })).status).toBe(400);
    expect(
      (await review(id, { verdict: 'return', comment: 'No.', reward_points: 10 })).status,
    ).toBe(400);
    expect((await review(id, { verdict: 'accept', reward_points: 10 })).status).toBe(200);
    expect(await earned()).toBe(10);
  });

  it('promise 5,000 points a day at most, however many at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 14 }, (_, index) =>
        assign({ title: `Big ${index}`, reward_points: 500 }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(4);
    const [row] = await app.database.query<{ id: string }>(
      `SELECT id FROM tasks WHERE user_id = $1 AND reward_points = 500 LIMIT 1`,
      [student.id],
    );
    expect((await assign({ title: 'One more', reward_points: 1 })).status).toBe(409);
    const free = await handedIn();
    const worth = await review(free, { verdict: 'accept', reward_points: 1 });
    expect(worth.status).toBe(409);
    expect((await review(free, { verdict: 'accept' })).status).toBe(200);
    await submit((row as { id: string }).id);
    expect((await review((row as { id: string }).id, { verdict: 'accept' })).status).toBe(200);
    expect(await earned()).toBe(500);
    await app.database.query(
      `UPDATE tasks SET reward_set_at = reward_set_at - interval '25 hours'
       WHERE reward_set_by = $1`,
      [coach.id],
    );
    expect((await assign({ title: 'Tomorrow', reward_points: 500 })).status).toBe(200);
  });

  it.each([
    [{ title: '' }],
    [{ reward_points: -1 }],
    [{ reward_points: 501 }],
    [{ reward_points: 1.5 }],
    [{ reward_points: '10' }],
    [{ reward_points: null }],
    [{ reward_points: 2 ** 53 }],
    [{ source: 'self' }],
    [{ verification: 'self' }],
    [{ content_item_id: 1 }],
    [{ module_id: 1 }],
    [{ due_on: '2026-13-01' }],
  ])('are not given as %j', async (body) => {
    expect((await assign(body)).status).toBe(400);
    expect((await listOf(student, student)).body.total).toBe(0);
  });

  it.each([
    [{}],
    [{ verdict: 'accepted' }],
    [{ verdict: null }],
    [{ verdict: 'accept', reward_points: 501 }],
    [{ verdict: 'accept', reward_points: '5' }],
    [{ verdict: 'accept', status: 'done' }],
    [{ verdict: 'return', comment: '  ' }],
    [{ verdict: 'accept', version: 'latest' }],
  ])('are not reviewed with %j', async (body) => {
    const id = await handedIn();
    expect((await review(id, body)).status).toBe(400);
    expect((await own(id)).status).toBe('submitted');
  });

  describe('are looked after by', () => {
    it('the coaches of the student, while they are', async () => {
      const id = await handedIn({ reward_points: 5 });
      const other = await coachOf(app, student);
      expect((await queue('', other)).body.total).toBe(1);
      await app.database.query(
        `UPDATE coach_students SET status = 'ended', ended_at = now() WHERE coach_id = $1`,
        [coach.id],
      );
      expect((await queue()).body.total).toBe(0);
      expect((await review(id, { verdict: 'accept' })).status).toBe(404);
      expect((await assign()).status).toBe(404);
      expect((await listOf(student, coach)).status).toBe(404);
      expect((await review(id, { verdict: 'accept' }, other)).status).toBe(200);
    });

    it('nobody else', async () => {
      const id = await handedIn({ reward_points: 5 });
      const strangers = [
        await person(app),
        await person(app, 'COACH'),
        await person(app, 'INSTRUCTOR'),
        await person(app, 'PLATFORM_ADMIN'),
      ];
      for (const stranger of strangers) {
        expect((await review(id, { verdict: 'accept' }, stranger)).status).toBe(404);
        expect((await assign({}, stranger)).status).toBe(404);
      }
      expect((await review(UNKNOWN, { verdict: 'accept' })).status).toBe(404);
      expect((await review('1', { verdict: 'accept' })).status).toBe(400);
      expect((await queue('', strangers[0])).status).toBe(403);
      expect((await own(id)).status).toBe('submitted');
      expect(await earned()).toBe(0);
    });

    it('never the student, also when they are a coach', async () => {
      await app.database.query(`INSERT INTO role_grants (user_id, role) VALUES ($1, 'COACH')`, [
        student.id,
      ]);
      const id = await handedIn({ reward_points: 5 });
      expect((await review(id, { verdict: 'accept' }, student)).status).toBe(403);
      expect((await assign({}, student)).status).toBe(403);
      expect((await queue('', student)).body.total).toBe(0);
      expect(await earned()).toBe(0);
    });

    it('no key, whatever it may do', async () => {
      const id = await handedIn({ reward_points: 5 });
      const { key } = await developer(app, { person: coach });
      const reply = await app.coaching.post(
        `/coach/tasks/${id}/review`,
        { verdict: 'accept' },
        { token: key },
      );
      expect(reply.status).toBe(401);
      expect(await earned()).toBe(0);
    });
  });

  describe('of a student', () => {
    it('are listed for the student, the coach and admins, who leave a trace', async () => {
      const id = await given({ title: 'Only this' });
      await app.developer.post('/tasks', { title: 'Of my own' }, { token: dev.key });
      const admin = await person(app, 'PLATFORM_ADMIN');
      for (const reader of [student, coach, admin]) {
        const reply = await listOf(student, reader, '?source=coach&q=ONLY');
        expect(reply.body).toMatchObject({ tasks: [{ id }], total: 1, page: 1, per_page: 20 });
      }
      expect((await listOf(student, coach)).body.total).toBe(2);
      expect(await traces(admin)).toEqual(['task.list']);
      expect(await traces(coach)).toEqual(['task.assign', 'task.list', 'task.list']);
      expect(await traces(student)).toEqual([]);
      expect((await listOf(student, await person(app))).status).toBe(404);
      expect((await listOf(student, await person(app, 'COACH'))).status).toBe(404);
    });

    it('are in the brief: unfinished until they are done', async () => {
      const tasksOf = async () => {
        const path = `/coach/students/${student.uuid}/brief`;
        return (await app.coaching.get(path, { token: coach.token })).body.tasks;
      };
      const id = await handedIn({ title: 'Essay' });
      expect(await tasksOf()).toMatchObject([{ id, status: 'open' }]);
      await review(id, { verdict: 'return', comment: 'More.' });
      await app.database.query(`UPDATE tasks SET due_on = current_date - 1 WHERE id = $1`, [id]);
      expect(await tasksOf()).toMatchObject([{ id, status: 'overdue' }]);
      await submit(id);
      await review(id, { verdict: 'accept' });
      expect(await tasksOf()).toMatchObject([{ id, status: 'done' }]);
    });

    it('follow the session that made them, also while they wait for a review', async () => {
      const session = await app.coaching.post(
        '/coach/session',
        { student_id: student.uuid, action_items: ['Draft', 'Call'] },
        { token: coach.token },
      );
      const tasks = (await listOf(student, coach)).body.tasks;
      const [draft, call] = ['Draft', 'Call'].map((wanted) =>
        tasks.find(({ title }: { title: string }) => title === wanted),
      );
      await submit(draft.id);
      await submit(call.id);
      await review(call.id, { verdict: 'accept' });
      await app.coaching.patch(
        `/coach/sessions/${session.body.session_id}`,
        { action_items: [] },
        { token: coach.token },
      );
      expect(await own(draft.id)).toMatchObject({
        status: 'cancelled',
        submissions: [{ verdict: 'withdrawn' }],
      });
      expect((await own(call.id)).status).toBe('done');
      expect((await review(draft.id, { verdict: 'accept' })).status).toBe(409);
    });
  });

  it('show the coach only documents that are shared with them', async () => {
    const document = async (): Promise<string> => {
      const [row] = await app.database.query<{ id: string }>(
        `INSERT INTO documents (id, owner_id, kind, title, current_version_id)
         VALUES (gen_random_uuid(), $1, 'essay', 'Draft', gen_random_uuid()) RETURNING id`,
        [student.id],
      );
      return (row as { id: string }).id;
    };
    const shared = await document();
    const kept = await document();
    await app.database.query(
      `INSERT INTO document_shares (document_id, link_id)
       SELECT $1, id FROM coach_students WHERE coach_id = $2`,
      [shared, coach.id],
    );
    await handedIn({}, { document_ids: [kept, shared] });
    const reply = await queue();
    expect(reply.body.tasks[0].submissions).toMatchObject([
      { document_ids: [shared], hidden_documents: 1 },
    ]);
    expect(reply.text).not.toContain(kept);
  });

  it('wait in the order in which they came, by student and by state', async () => {
    const first = await handedIn();
    const second = await handedIn();
    await given();
    const idsIn = async (query = '') =>
      (await queue(query)).body.tasks.map(({ id }: { id: string }) => id);
    expect(await idsIn()).toEqual([first, second]);
    expect(await idsIn('?per_page=1&page=2')).toEqual([second]);
    expect(await idsIn(`?student_id=${student.uuid}`)).toEqual([first, second]);
    expect(await idsIn(`?student_id=${UNKNOWN}`)).toEqual([]);
    expect(await idsIn('?status=open')).toHaveLength(1);
    for (const query of ['?status=waiting', '?student_id=1', '?page=0', '?per_page=1000']) {
      expect((await queue(query)).status).toBe(400);
    }
  });

  it('keep what was handed in and said for good', async () => {
    const id = await handedIn({}, { note: 'As it was.' });
    await review(id, { verdict: 'return', comment: 'No.' });
    for (const change of [`note = 'Better'`, `verdict = 'accepted'`, `comment = 'Yes.'`]) {
      await expect(
        app.database.query(`UPDATE task_submissions SET ${change} WHERE task_id = $1`, [id]),
      ).rejects.toThrow('rows of task_submissions are never changed');
    }
  });
});
