import { type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import type { Reply } from '../../support/http-client';
import { type Person, person } from '../../support/people';
import { rosterOf, sendRoster } from '../../support/roster-upload';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';
import { keepEvents } from '../../support/told-events';

const DANGER = 'I want to kill myself tonight. I have a plan and I wrote a goodbye letter.';

interface Told {
  readonly topic: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

describe('What features tell', () => {
  let app: TestApp;
  let room: Classroom;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    room = await classroom(app);
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  afterAll(() => app.stop());
  beforeEach(() => app.database.query(`DELETE FROM told_events`));

  async function written(name: string): Promise<Readonly<Record<string, unknown>>[]> {
    const rows = await app.database.query<{ payload: Record<string, unknown> }>(
      `SELECT payload FROM told_events WHERE name = $1 ORDER BY id`,
      [name],
    );
    return rows.map(({ payload }) => payload);
  }

  async function follow(...topics: string[]): Promise<void> {
    await app.database.query(
      `INSERT INTO topic_heads (topic) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`,
      [topics],
    );
  }

  function logs(...topics: string[]): Promise<Told[]> {
    return app.database.query<Told>(
      `SELECT topic, type, data FROM topic_entries WHERE topic = ANY($1)
       ORDER BY topic, "offset"`,
      [topics],
    );
  }

  /** A person's own topic tells of their notifications besides, whenever those are made. */
  async function logOf(topic: string, type: string): Promise<Told[]> {
    return (await logs(topic)).filter((entry) => entry.type === type);
  }

  async function done(reply: Promise<Reply>): Promise<Reply> {
    const { status, text, ...rest } = await reply;
    if (status >= 300) throw new Error(`${status}: ${text}`);
    return { status, text, ...rest };
  }

  it('is described where the other documents are', async () => {
    const { status, body } = await app.root.get('/asyncapi.json');
    expect(status).toBe(200);
    expect(body.asyncapi).toBe('3.0.0');
    expect(Object.keys(body.components.messages)).toContain('crisis.detected');
    expect((await app.root.get('/redoc')).text).toContain('href="/asyncapi.json"');
  });

  it('of a course is each change of what its readers see', async () => {
    const { token } = room.instructor;
    const { courseId, moduleId, contentItemId } = room;
    const changes: [string, () => Promise<Reply>][] = [
      ['course', () => app.learning.put(`/courses/${courseId}`, { title: 'Anew' }, { token })],
      ['modules', () => app.learning.put(`/modules/${moduleId}`, { title: 'Anew' }, { token })],
      [
        'content',
        () => app.learning.put(`/content/${contentItemId}`, { title: 'Anew' }, { token }),
      ],
    ];
    for (const [, change] of changes) await done(change());
    expect(await written('course.updated')).toEqual(changes.map(([part]) => ({ courseId, part })));
  });

  it('of a student is that the record changed, to the student and their coaches', async () => {
    const student = await person(app);
    const topic = `student:${student.uuid}`;
    await follow(topic);
    const { token } = student;
    await done(app.coaching.patch(`/students/${student.uuid}`, { grade: 11 }, { token }));
    const entries = await eventually(
      () => logs(topic),
      ({ length }) => length > 0,
      20_000,
    );
    expect(entries).toEqual([
      { topic, type: 'student.record.updated', data: { student_id: student.uuid } },
    ]);
  });

  it('of an import of people is each batch and its end, to the admin who asked', async () => {
    const topic = `user:${admin.uuid}`;
    await follow(topic);
    const { body } = await sendRoster(`${app.baseUrl}/api`, {
      token: admin.token,
      bytes: rosterOf(3, 'told.example', (place) => place === 1),
    });
    const entries = await eventually(
      () => logOf(topic, 'import.progress'),
      ({ length }) => length > 1,
      20_000,
    );
    const id = body.import_id ?? body.id;
    expect(entries.map(({ type, data }) => ({ type, ...data }))).toEqual(
      ['running', 'success'].map((status) => ({
        type: 'import.progress',
        import_id: id,
        kind: 'users',
        status,
        rows: 3,
        rows_read: 3,
        rows_failed: 1,
      })),
    );
  });

  it('of a copy of what is held on somebody is that it is there', async () => {
    const student = await person(app);
    const topic = `user:${student.uuid}`;
    await follow(topic);
    const { body } = await done(app.coaching.post('/privacy/exports', undefined, student));
    const entries = await eventually(
      () => logOf(topic, 'export.completed'),
      ({ length }) => length > 0,
      30_000,
    );
    expect(entries).toEqual([
      { topic, type: 'export.completed', data: { export_id: body.id, status: 'done' } },
    ]);
  });

  it('of an API key is what its owner should know of', async () => {
    const { id: userId, token } = await person(app);
    const key = { name: 'Laptop', permissions: ['read:tasks'] };
    await done(app.developer.post('/api-keys', key, { token }));
    expect(await written('api_keys.changed')).toEqual([{ userId, change: 'made' }]);
  });

  it('of a crisis that a coach asked about is nothing that the student could hear', async () => {
    const student = await person(app);
    const coach = await coachOf(app, student);
    const other = await person(app, 'COACH');
    const heard = [`student:${student.uuid}`, `user:${student.uuid}`];
    const [crisis, own, elsewhere] = [
      `crisis_alerts:${coach.id}`,
      `user:${coach.uuid}`,
      `crisis_alerts:${other.id}`,
    ];
    await follow(...heard, crisis, own, elsewhere, 'crisis_alerts:all');
    await done(
      app.coaching.post(
        '/agents/detect/crisis',
        { student_id: student.uuid, content: DANGER },
        coach,
      ),
    );
    const news = await eventually(
      () => logs(crisis),
      ({ length }) => length > 0,
      20_000,
    );
    expect(news.map(({ type, data }) => [type, Object.keys(data), data['student_id']])).toEqual([
      ['crisis.detected', ['student_id', 'severity', 'timestamp'], student.uuid],
    ]);
    const runs = await eventually(
      () => logs(own),
      (entries) => entries.some(({ type }) => type === 'agent.completed'),
      20_000,
    );
    expect(runs.map(({ data }) => data['agent'])).toContain('detect/crisis');
    expect((await logs('crisis_alerts:all')).map(({ type }) => type)).toEqual(['crisis.detected']);
    await eventually(
      () => app.database.query(`SELECT FROM outbox WHERE kind = 'event'`),
      ({ length }) => length === 0,
      20_000,
    );
    expect(await logs(...heard, elsewhere)).toEqual([]);
    // Not even a hole in the offsets says that something was left out.
    expect(
      await app.database.query(
        `SELECT topic FROM topic_heads WHERE topic = ANY($1) AND last_offset <> 0`,
        [heard],
      ),
    ).toEqual([]);
    const { body } = await done(app.coaching.get('/crisis/cases', coach));
    const [{ id }] = body.cases;
    await done(app.coaching.post(`/crisis/cases/${id}/acknowledge`, {}, coach));
    const later = await eventually(
      () => logs(crisis),
      ({ length }) => length > 1,
      20_000,
    );
    expect(later.at(-1)).toEqual({
      topic: crisis,
      type: 'crisis.case.updated',
      data: { case_id: id, student_id: student.uuid, step: 'acknowledged' },
    });
    expect(await logs(...heard)).toEqual([]);
  });
});
