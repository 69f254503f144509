import { person, type Person } from '../../support/people';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

describe("Coaching: a coach's students", () => {
  let app: TestApp;
  let admin: Person;
  let coach: Person;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  beforeEach(async () => {
    coach = await person(app, 'COACH');
  });
  afterAll(() => app.stop());

  const list = (query = '', by: Person = coach) =>
    app.coaching.get(`/coach/students${query}`, { token: by.token });
  const idsOf = (reply: { body: { students: { id: string }[] } }) =>
    reply.body.students.map(({ id }) => id);

  async function studentOf(by: Person, name: string): Promise<Person> {
    const student = await person(app);
    await app.database.query('UPDATE users SET full_name = $2 WHERE id = $1', [student.id, name]);
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [by.id, student.id],
    );
    return student;
  }

  it('are listed as documented', async () => {
    const john = await studentOf(coach, 'John Doe');
    await app.coaching.patch(`/students/${john.uuid}`, { grade: 11 }, { token: coach.token });
    for (const day of ['2025-01-10', '2024-12-27']) {
      await app.coaching.post(
        '/coach/session',
        { student_id: john.uuid, held_on: day },
        { token: coach.token },
      );
    }
    await app.database.query('INSERT INTO student_readiness (user_id, score) VALUES ($1, 0.78)', [
      john.id,
    ]);
    const reply = await list();
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      students: [
        {
          id: john.uuid,
          name: 'John Doe',
          email: john.email,
          grade: 11,
          last_session: '2025-01-10',
          readiness_score: 0.78,
          alerts: [],
        },
      ],
      total: 1,
    });
  });

  it('come with what is not known as null', async () => {
    await studentOf(coach, 'Ann');
    expect((await list()).body.students).toMatchObject([
      { grade: null, last_session: null, readiness_score: null, alerts: [] },
    ]);
  });

  it('are those who are linked now, by name, and nobody else’s', async () => {
    const zoe = await studentOf(coach, 'Zoe');
    const ann = await studentOf(coach, 'Ann');
    const gone = await studentOf(coach, 'Gone');
    await studentOf(await person(app, 'COACH'), 'Other');
    await app.coaching.delete(`/coach/students/${gone.uuid}`, { token: coach.token });
    const reply = await list();
    expect(idsOf(reply)).toEqual([ann.uuid, zoe.uuid]);
    expect(reply.body.total).toBe(2);
    const nobody = await person(app, 'COACH');
    expect((await list('', nobody)).body).toEqual({ students: [], total: 0 });
  });

  it('show the last session with this coach, also after it moved or was held with another', async () => {
    const student = await studentOf(coach, 'Ann');
    const other = await person(app, 'COACH');
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [other.id, student.id],
    );
    const hold = async (by: Person, day: string): Promise<string> => {
      const reply = await app.coaching.post(
        '/coach/session',
        { student_id: student.uuid, held_on: day },
        { token: by.token },
      );
      return reply.body.session_id;
    };
    const last = async (): Promise<string> => (await list()).body.students[0].last_session;
    await hold(other, '2026-03-01');
    await hold(coach, '2026-01-05');
    const moved = await hold(coach, '2026-02-05');
    expect(await last()).toBe('2026-02-05');
    await app.coaching.patch(
      `/coach/sessions/${moved}`,
      { held_on: '2025-12-01' },
      { token: coach.token },
    );
    expect(await last()).toBe('2026-01-05');
    await app.coaching.delete(`/coach/students/${student.uuid}`, { token: coach.token });
    await app.coaching.post(
      '/admin/assignments',
      { coach_id: coach.uuid, student_id: student.uuid },
      { token: admin.token },
    );
    expect(await last()).toBe('2026-01-05');
  });

  it('are filtered by grade and paged, with the number of all', async () => {
    const students = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) students.push(await studentOf(coach, name));
    for (const [index, { uuid }] of students.entries()) {
      await app.coaching.patch(
        `/students/${uuid}`,
        { grade: index < 2 ? 10 : 11 },
        { token: coach.token },
      );
    }
    const uuids = students.map(({ uuid }) => uuid);
    const tenth = await list('?grade=10');
    expect(idsOf(tenth)).toEqual(uuids.slice(0, 2));
    expect(tenth.body.total).toBe(2);
    const page = await list('?page=2&per_page=2');
    expect(idsOf(page)).toEqual(uuids.slice(2, 4));
    expect(page.body.total).toBe(5);
    const beyond = await list('?page=9&per_page=2');
    expect(beyond.body).toEqual({ students: [], total: 5 });
    for (const query of ['?grade=17', '?page=0', '?per_page=501', '?has_alerts=yes', '?sort=1']) {
      expect((await list(query)).status).toBe(400);
    }
  });

  it('come with their open alerts, the closed ones left out, and can be filtered by them', async () => {
    const calm = await studentOf(coach, 'Calm');
    const troubled = await studentOf(coach, 'Troubled');
    const insert = (studentId: number, status: string) =>
      app.database.query(
        `INSERT INTO crisis_cases (student_id, status, band, severity, source, source_key, resolved_at)
         VALUES ($1, $2, 'high', 0.7, 'agent_run', gen_random_uuid()::text,
                 CASE WHEN $2 = 'resolved' THEN now() END)`,
        [studentId, status],
      );
    await insert(calm.id, 'resolved');
    await insert(troubled.id, 'resolved');
    await insert(troubled.id, 'escalated');
    const all = await list();
    expect(all.body.students.map((student: { alerts: unknown[] }) => student.alerts)).toEqual([
      [],
      [
        {
          case_id: expect.any(String),
          status: 'escalated',
          band: 'high',
          severity: 0.7,
          opened_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        },
      ],
    ]);
    expect(idsOf(await list('?has_alerts=true'))).toEqual([troubled.uuid]);
    expect(idsOf(await list('?has_alerts=false'))).toEqual([calm.uuid]);
  });

  it('leave one audit row that names them all, and none for an empty page', async () => {
    const students = [await studentOf(coach, 'A'), await studentOf(coach, 'B')];
    const trace = () =>
      app.database.query<{ action: string; subject_ids: string[] }>(
        'SELECT action, subject_ids FROM audit_entries WHERE actor_id = $1',
        [coach.id],
      );
    await list();
    await list('?grade=3');
    expect(await trace()).toEqual([
      { action: 'coach.student.list', subject_ids: students.map(({ id }) => String(id)) },
    ]);
  });

  it('are for the coach; admins name one, others may not', async () => {
    const student = await studentOf(coach, 'Ann');
    expect((await app.coaching.get('/coach/students')).status).toBe(401);
    expect((await list('', student)).status).toBe(403);
    const rival = await person(app, 'COACH');
    expect((await list(`?coach_id=${coach.uuid}`, rival)).status).toBe(403);
    expect(idsOf(await list(`?coach_id=${coach.uuid}`, coach))).toEqual([student.uuid]);
    expect(idsOf(await list(`?coach_id=${coach.uuid}`, admin))).toEqual([student.uuid]);
    expect((await list(`?coach_id=${student.uuid}`, admin)).status).toBe(404);
    expect((await list('', admin)).status).toBe(403);
  });

  it('take as many statements for forty as for one', async () => {
    const big = await person(app, 'COACH');
    await studentOf(coach, 'Only');
    await app.database.query(
      `WITH joined AS (
         INSERT INTO users (email, username, full_name, password_hash)
         SELECT 'crowd-' || number || '@example.com', 'crowd-' || number, 'Crowd', 'none'
         FROM generate_series(1, 40) number RETURNING id)
       INSERT INTO coach_students (coach_id, student_id, status, started_at)
       SELECT $1, id, 'active', now() FROM joined`,
      [big.id],
    );
    const counter = new StatementCounter();
    try {
      const one = await counter.least(async () => void (await list()));
      const forty = await counter.least(async () => {
        expect((await list('', big)).body.students).toHaveLength(40);
      });
      expect(forty).toBe(one);
    } finally {
      counter.remove();
    }
  });
});
