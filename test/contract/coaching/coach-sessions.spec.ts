import { eventually } from '../../support/eventually';
import { longBeforeMidnight } from '../../support/long-before-midnight';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const SESSION_ID = /^sess_[0-9A-Za-z]{22}$/;

describe('Coaching: sessions', () => {
  let app: TestApp;
  let admin: Person;
  let coach: Person;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  beforeEach(async () => {
    await longBeforeMidnight();
    coach = await person(app, 'COACH');
    student = await person(app);
    await link(coach, student);
  });
  afterAll(() => app.stop());

  async function link(by: Person, of: Person): Promise<void> {
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [by.id, of.id],
    );
  }

  const hold = (body: Record<string, unknown> = {}, by: Person = coach) =>
    app.coaching.post('/coach/session', { student_id: student.uuid, ...body }, { token: by.token });
  const change = (id: string, body: Record<string, unknown>, by: Person = coach) =>
    app.coaching.patch(`/coach/sessions/${id}`, body, { token: by.token });
  const get = (id: string, by: Person = coach) =>
    app.coaching.get(`/coach/sessions/${id}`, { token: by.token });
  const brief = (by: Person = coach) =>
    app.coaching.get(`/coach/students/${student.uuid}/brief`, { token: by.token });

  async function tasks(): Promise<{ title: string; status: string; due_on: string }[]> {
    return app.database.query(
      `SELECT title, status, due_on::text FROM tasks
       WHERE user_id = $1 AND source = 'coaching_session' ORDER BY source_key`,
      [student.id],
    );
  }

  async function traces(by: Person = coach): Promise<string[]> {
    const rows = await app.database.query<{ action: string; subject_ids: string[] }>(
      'SELECT action, subject_ids FROM audit_entries WHERE actor_id = $1 ORDER BY id',
      [by.id],
    );
    expect(rows.every(({ subject_ids: ids }) => ids.join() === String(student.id))).toBe(true);
    return rows.map(({ action }) => action);
  }

  const inDays = (days: number, from = Date.now()): string =>
    new Date(from + days * 86_400_000).toISOString().slice(0, 10);

  it('are written down as documented', async () => {
    const documented = {
      session_type: 'regular',
      duration_minutes: 60,
      notes: 'Discussed college essay topics',
      action_items: ['Complete first draft', 'Research 3 more colleges'],
    };
    const reply = await hold(documented);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      session_id: expect.stringMatching(SESSION_ID),
      status: 'created',
      next_session_recommended: inDays(14),
    });
    const kept = await get(reply.body.session_id);
    expect(kept.body).toEqual({
      session_id: reply.body.session_id,
      student_id: student.uuid,
      student_name: expect.any(String),
      coach_id: coach.uuid,
      ...documented,
      held_on: inDays(0),
      next_session_recommended: inDays(14),
      version: 1,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(await tasks()).toEqual([
      { title: 'Complete first draft', status: 'open', due_on: inDays(14) },
      { title: 'Research 3 more colleges', status: 'open', due_on: inDays(14) },
    ]);
  });

  it('need nothing but the student, and may be written down later', async () => {
    const reply = await hold({ held_on: '2025-01-10' });
    expect(reply.body.next_session_recommended).toBe('2025-01-24');
    expect((await get(reply.body.session_id)).body).toMatchObject({
      session_type: 'regular',
      duration_minutes: 60,
      notes: '',
      action_items: [],
      held_on: '2025-01-10',
    });
  });

  it('recommend an earlier day when readiness is low or a deadline is near', async () => {
    const goal = (body: Record<string, unknown>) =>
      app.coaching.post(`/students/${student.uuid}/goals`, body, { token: coach.token });
    await goal({ title: 'Reached', deadline: '2025-01-12', is_reached: true });
    await goal({ title: 'SAT', deadline: '2025-01-22' });
    const near = await hold({ held_on: '2025-01-10' });
    expect(near.body.next_session_recommended).toBe('2025-01-20');
    await app.database.query('INSERT INTO student_readiness (user_id, score) VALUES ($1, 0.49)', [
      student.id,
    ]);
    const low = await hold({ held_on: '2025-01-10' });
    expect(low.body.next_session_recommended).toBe('2025-01-17');
  });

  it.each([
    ['student_id', 'someone'],
    ['held_on', '2025-02-30'],
    ['held_on', inDays(3)],
    ['held_on', null],
    ['duration_minutes', 0],
    ['duration_minutes', 1441],
    ['duration_minutes', '60'],
    ['session_type', ''],
    ['notes', 7],
    ['notes', 'x'.repeat(100_001)],
    ['action_items', 'Read'],
    ['action_items', [' ']],
    ['action_items', Array(51).fill('Read')],
    ['coach_id', 'me'],
  ])('refuse %s', async (field, value) => {
    const reply = await hold({ [field]: value });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
    expect((await app.coaching.get('/coach/sessions', { token: coach.token })).body.total).toBe(0);
  });

  it('refuse a megabyte of notes', async () => {
    expect((await hold({ notes: 'x'.repeat(1_100_000) })).status).toBe(413);
  });

  it('are changed by their coach; tasks follow, and what is done stays done', async () => {
    const { session_id: id } = (
      await hold({ held_on: '2025-01-10', action_items: ['Draft', 'Colleges'] })
    ).body;
    await app.database.query(
      `UPDATE tasks SET status = 'done', completed_at = now() WHERE user_id = $1 AND title = 'Draft'`,
      [student.id],
    );
    const changed = await change(id, {
      notes: 'Other notes',
      action_items: ['Essay', 'Draft'],
      held_on: '2025-01-11',
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      notes: 'Other notes',
      session_type: 'regular',
      next_session_recommended: '2025-01-25',
      version: 2,
    });
    const now = [
      { title: 'Draft', status: 'done', due_on: '2025-01-24' },
      { title: 'Colleges', status: 'cancelled', due_on: '2025-01-25' },
      { title: 'Essay', status: 'open', due_on: '2025-01-25' },
    ];
    expect(await tasks()).toEqual(now);
    await change(id, { action_items: ['Draft', 'Essay'] });
    expect(await tasks()).toEqual(now);
  });

  it('changed twice at once with a version, change once', async () => {
    const { session_id: id } = (await hold({ action_items: ['One'] })).body;
    const replies = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        change(id, { version: 1, action_items: [`Item ${index}`] }),
      ),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect((await tasks()).filter(({ status }) => status === 'open')).toHaveLength(1);
    const free = await Promise.all([
      change(id, { notes: 'A' }),
      change(id, { duration_minutes: 30 }),
    ]);
    expect(free.map(({ status }) => status)).toEqual([200, 200]);
    expect((await get(id)).body).toMatchObject({ notes: 'A', duration_minutes: 30, version: 4 });
  });

  it('raise the version of the record, each time', async () => {
    const version = async (): Promise<number> =>
      (await app.coaching.get(`/students/${student.uuid}`, { token: student.token })).body.version;
    const { session_id: id } = (await hold()).body;
    expect(await version()).toBe(1);
    await change(id, { notes: 'More' });
    expect(await version()).toBe(2);
  });

  it('are listed, the latest first, with one student or with all', async () => {
    const other = await person(app);
    await link(coach, other);
    await hold({ held_on: '2026-01-05' });
    await hold({ held_on: '2026-02-05' });
    await hold({ held_on: '2026-01-20', student_id: other.uuid });
    const list = async (query = '') =>
      (await app.coaching.get(`/coach/sessions${query}`, { token: coach.token })).body;
    const days = (body: { sessions: { held_on: string }[] }) =>
      body.sessions.map((session) => session.held_on);
    const all = await list();
    expect(days(all)).toEqual(['2026-02-05', '2026-01-20', '2026-01-05']);
    expect(all).toMatchObject({ total: 3, page: 1, per_page: 20 });
    expect(days(await list(`?student_id=${student.uuid}`))).toEqual(['2026-02-05', '2026-01-05']);
    const second = await list('?page=2&per_page=2');
    expect(days(second)).toEqual(['2026-01-05']);
    expect(second.total).toBe(3);
  });

  it('are between coach and student: others find nothing', async () => {
    const { session_id: id } = (await hold({ notes: 'Private' })).body;
    const colleague = await person(app, 'COACH');
    await link(colleague, student);
    const stranger = await person(app, 'COACH');
    for (const other of [colleague, stranger]) {
      expect((await get(id, other)).status).toBe(404);
      expect((await change(id, { notes: 'Mine' }, other)).status).toBe(404);
    }
    expect((await hold({}, stranger)).status).toBe(404);
    expect((await get(id, student)).status).toBe(404);
    expect((await hold({}, student)).status).toBe(403);
    expect((await change(id, { notes: 'Mine' }, student)).status).toBe(403);
    const { token } = student;
    expect((await app.coaching.get('/coach/sessions', { token })).status).toBe(403);
    expect((await brief(student)).status).toBe(403);
    expect((await brief(stranger)).status).toBe(404);
    for (const nothing of ['sess_', 'sess_123', id.slice(5), `sess_${'z'.repeat(22)}`]) {
      expect((await get(nothing)).status).toBe(404);
    }
    const seen = await get(id, admin);
    expect(seen.body.notes).toBe('Private');
    expect((await change(id, { notes: 'Admin' }, admin)).status).toBe(403);
    expect((await hold({ student_id: coach.uuid })).status).toBe(404);
  });

  it('are out of reach once the link has ended', async () => {
    const { session_id: id } = (await hold()).body;
    await app.coaching.delete(`/coach/students/${student.uuid}`, { token: coach.token });
    expect((await get(id)).status).toBe(404);
    expect((await change(id, { notes: 'Late' })).status).toBe(404);
    expect((await hold()).status).toBe(404);
    const list = await app.coaching.get('/coach/sessions', { token: coach.token });
    expect(list.body).toMatchObject({ sessions: [], total: 0 });
  });

  it('leave one audit row each time they are written or read', async () => {
    const { session_id: id } = (await hold()).body;
    await change(id, { notes: 'More' });
    await get(id);
    await app.coaching.get('/coach/sessions', { token: coach.token });
    await app.coaching.get(`/coach/sessions?student_id=${student.uuid}`, { token: coach.token });
    await brief();
    expect(await traces()).toEqual([
      'coaching_session.create',
      'coaching_session.update',
      'coaching_session.read',
      'coaching_session.list',
      'coaching_session.list',
      'student.brief.read',
    ]);
  });

  it('are watched: notes that tell of danger open a case, which the coach sees', async () => {
    await hold({ notes: 'She said: I want to kill myself tonight, I have the pills.' });
    const alerts = await eventually(
      async () => (await brief()).body.alerts as unknown[],
      (found) => found.length > 0,
      20_000,
    );
    expect(alerts).toMatchObject([{ status: 'open', band: expect.any(String) }]);
    const list = await app.coaching.get('/coach/students', { token: coach.token });
    expect(list.body.students[0].alerts).toEqual(alerts);
    const next = await hold({ held_on: '2025-01-10', notes: 'Better' });
    expect(next.body.next_session_recommended).toBe('2025-01-17');
  });

  it('are prepared by a brief: before the first one it says what is there', async () => {
    const empty = await brief();
    expect(empty.status).toBe(200);
    expect(empty.body).toEqual({
      student_id: student.uuid,
      name: expect.any(String),
      summary: expect.stringContaining('This would be your first session with'),
      since: null,
      last_session: null,
      changes: [],
      tasks: [],
      agent_runs: [],
      readiness: { then: null, now: null },
      alerts: [],
      upcoming_deadlines: [],
    });
  });

  it('are prepared by a brief: afterwards it says what has changed since', async () => {
    const add = async (path: string, body: Record<string, unknown>): Promise<number> => {
      const { token } = student;
      return (await app.coaching.post(`/students/${student.uuid}/${path}`, body, { token })).body
        .id;
    };
    const readiness = (score: number) =>
      app.database.query(
        `INSERT INTO student_readiness (user_id, score) VALUES ($1, $2)
         ON CONFLICT (user_id) DO UPDATE SET score = excluded.score`,
        [student.id, score],
      );
    await add('awards', { name: 'Known before' });
    const goal = await add('goals', { title: 'SAT', deadline: inDays(20) });
    await add('goals', { title: 'Far', deadline: inDays(90) });
    await readiness(0.7);
    const held = await hold({ action_items: ['Draft', 'Call'], notes: 'Went well' });
    await app.database.query(
      `UPDATE tasks SET status = 'done', completed_at = now() WHERE user_id = $1 AND title = 'Draft'`,
      [student.id],
    );
    await app.database.query(
      `UPDATE tasks SET due_on = current_date - 1 WHERE user_id = $1 AND title = 'Call'`,
      [student.id],
    );
    const essay = await add('documents', { kind: 'ESSAY', title: 'Statement', text: 'Once' });
    await app.coaching.patch(
      `/students/${student.uuid}/goals/${goal}`,
      { target: '1500+' },
      { token: student.token },
    );
    await app.database.query(
      `INSERT INTO agent_runs (id, agent, student_id, requested_by, input, status)
       VALUES (gen_random_uuid(), 'assess/readiness', $1, $1, '{}', 'succeeded')`,
      [student.id],
    );
    await readiness(0.78);
    const { body } = await brief();
    expect(body.last_session).toMatchObject({
      session_id: held.body.session_id,
      notes: 'Went well',
    });
    expect(body.since).toBe(body.last_session.created_at);
    expect(body.changes).toEqual([
      { entry_id: goal, kind: 'goal', change: 'changed', title: 'SAT', at: expect.any(String) },
      {
        entry_id: essay,
        kind: 'document',
        change: 'added',
        title: 'Statement',
        at: expect.any(String),
      },
    ]);
    expect(body.tasks).toEqual([
      { id: expect.any(String), title: 'Call', status: 'overdue', due_on: inDays(-1) },
      { id: expect.any(String), title: 'Draft', status: 'done', due_on: expect.any(String) },
    ]);
    expect(body.agent_runs).toMatchObject([{ agent: 'assess/readiness', status: 'succeeded' }]);
    expect(body.readiness).toEqual({ then: 0.7, now: 0.78 });
    expect(body.upcoming_deadlines).toEqual([
      { goal_id: goal, title: 'SAT', deadline: inDays(20) },
    ]);
    expect(body.summary).toContain('Since then: 1 new document; 1 changed goal.');
    expect(body.summary).toContain('Readiness is 0.78, up from 0.70');
  });
});
