import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CrisisEscalation } from '../../../src/domain/crisis/cases/crisis-escalation.service';
import { CrisisWatch } from '../../../src/domain/crisis/watch/crisis-watch';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { keepEvents } from '../../support/told-events';

const SOON_MS = 20_000;

interface CaseRow {
  readonly id: string;
  readonly status: string;
  readonly band: string;
  readonly due_at: Date | null;
}

describe('Coaching: cases of a possible crisis', () => {
  let app: TestApp;
  let admin: Person;
  let coach: Person;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    admin = await person(app, 'PLATFORM_ADMIN');
    coach = await person(app, 'COACH');
  });
  beforeEach(async () => {
    student = await person(app);
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [coach.id, student.id],
    );
  });
  afterAll(() => app.stop());

  const say = (content: string, about: Person = student, by: Person = coach) =>
    app.coaching.post('/agents/detect/crisis', { student_id: about.uuid, content }, by);
  const casesOf = (someone: Person) =>
    app.database.query<CaseRow>(
      `SELECT id, status, band, due_at FROM crisis_cases WHERE student_id = $1 ORDER BY opened_at`,
      [someone.id],
    );
  const list = (by: Person, query = '') => app.coaching.get(`/crisis/cases${query}`, by);
  const read = (id: string, by: Person = coach) => app.coaching.get(`/crisis/cases/${id}`, by);
  const step = (id: string, name: string, body: object | undefined, by: Person = coach) =>
    app.coaching.post(`/crisis/cases/${id}/${name}`, body, by);

  async function openCase(content = 'I want to kill myself.'): Promise<string> {
    await say(content);
    const [entry] = await casesOf(student);
    return (entry as CaseRow).id;
  }

  function mailsTo(email: string): string[] {
    const folder = join(app.dataFolder, 'mailbox');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .filter((mail) => mail.includes(`To: ${email}\r\n`));
  }

  it('alert the coach by an event and a mail that say nothing of what was said', async () => {
    await openCase('I want to kill myself.');
    const told = await app.database.query<{ payload: object }>(
      `SELECT payload FROM told_events WHERE name = 'crisis.detected' AND payload @> $1`,
      [JSON.stringify({ studentUuid: student.uuid })],
    );
    expect(told.map(({ payload }) => payload)).toEqual([
      { studentUuid: student.uuid, severity: 'high', timestamp: expect.stringMatching(/Z$/) },
    ]);
    const mails = await eventually(
      () => Promise.resolve(mailsTo(coach.email)),
      (found) => found.length > 0,
      SOON_MS,
    );
    expect(mails.join('')).not.toMatch(/kill|suicid/i);
    expect(mailsTo(student.email).join('')).not.toMatch(/crisis/i);
  });

  it('are one a student, raised by what is graver, and appended to by what is not', async () => {
    const id = await openCase('I want to die.');
    await say('I want to die.');
    await step(id, 'acknowledge', { note: 'On it.' });
    await say('I will kill myself tonight.');
    expect(await casesOf(student)).toEqual([
      expect.objectContaining({ id, status: 'open', band: 'imminent' }),
    ]);
    const { body } = await read(id);
    expect(body.events.map(({ kind }: { kind: string }) => kind)).toEqual([
      'opened',
      'reported',
      'acknowledged',
      'raised',
    ]);
    expect(body.events[3].evidence[0]).toMatchObject({ quote: 'kill myself' });
    expect(body.events[2]).toMatchObject({ actor_id: coach.uuid, note: 'On it.' });
  });

  it('are one however many reports come at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => say('I want to kill myself.')));
    expect(await casesOf(student)).toHaveLength(1);
  });

  it('go from open to acknowledged to resolved, and a resolved one is over', async () => {
    const id = await openCase();
    const taken = await step(id, 'acknowledge', undefined);
    expect(taken.body).toMatchObject({
      status: 'acknowledged',
      acknowledged_by: coach.uuid,
      due_at: null,
    });
    expect((await step(id, 'acknowledge', {})).status).toBe(409);
    expect((await step(id, 'resolve', {})).status).toBe(400);
    expect((await step(id, 'resolve', { note: '  ' })).status).toBe(400);
    const closed = await step(id, 'resolve', { note: 'Spoke with the family.' });
    expect(closed.body).toMatchObject({
      status: 'resolved',
      resolved_by: coach.uuid,
      resolution: 'Spoke with the family.',
    });
    for (const name of ['acknowledge', 'escalate', 'resolve']) {
      expect((await step(id, name, { note: 'Again.' })).status).toBe(409);
    }
    await say('I want to kill myself.');
    expect((await casesOf(student)).map(({ status }) => status)).toEqual(['resolved', 'open']);
  });

  it('give exactly one of two people who decide at once their way', async () => {
    const id = await openCase();
    const replies = await Promise.all([
      step(id, 'resolve', { note: 'One.' }),
      step(id, 'resolve', { note: 'Two.' }, admin),
    ]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('are escalated once when nobody acknowledges them in time, and admins are told', async () => {
    const id = await openCase();
    await app.database.query(
      `UPDATE crisis_cases SET due_at = now() - interval '1 second' WHERE id = $1`,
      [id],
    );
    const escalation = app.trellis.app.get(CrisisEscalation, { strict: false });
    await Promise.all([escalation.escalate(), escalation.escalate()]);
    await escalation.escalate();
    // The clock may have taken the case just before, and not be done yet.
    const { body } = await eventually(
      () => read(id),
      (reply) => reply.body.status === 'escalated',
      SOON_MS,
    );
    expect(body.events.filter(({ kind }: { kind: string }) => kind === 'escalated')).toHaveLength(
      1,
    );
    await eventually(
      () => Promise.resolve(mailsTo(admin.email)),
      (found) => found.some((mail) => mail.includes('Escalated')),
      SOON_MS,
    );
    expect((await step(id, 'acknowledge', {})).status).toBe(200);
  });

  it('go to platform admins where nobody coaches the student', async () => {
    const alone = await person(app);
    const before = mailsTo(admin.email).length;
    await say('I want to kill myself.', alone, alone);
    expect(await casesOf(alone)).toHaveLength(1);
    await eventually(
      () => Promise.resolve(mailsTo(admin.email).length),
      (count) => count > before,
      SOON_MS,
    );
  });

  it('are seen by those who look after the student only, never by the student', async () => {
    const id = await openCase();
    const stranger = await person(app, 'COACH');
    expect((await list(student)).status).toBe(403);
    expect((await read(id, student)).status).toBe(403);
    expect((await list(stranger)).body.cases).toEqual([]);
    expect((await read(id, stranger)).status).toBe(404);
    expect((await step(id, 'resolve', { note: 'x' }, stranger)).status).toBe(404);
    expect((await app.coaching.get('/crisis/cases')).status).toBe(401);
    expect((await read(crypto.randomUUID())).status).toBe(404);
    const own = await list(coach, `?student_id=${student.uuid}&status=open`);
    expect(own.body).toMatchObject({ total: 1, page: 1, per_page: 20 });
    expect(own.body.cases[0]).toMatchObject({ id, band: 'high', student_id: student.uuid });
    expect((await list(admin, `?student_id=${student.uuid}`)).body.total).toBe(1);
    expect((await list(coach, '?status=closed')).status).toBe(400);
  });

  it('leave an audit row for everybody who reads or decides', async () => {
    const id = await openCase();
    await read(id);
    await step(id, 'acknowledge', {});
    const rows = await app.database.query<{ action: string }>(
      `SELECT action FROM audit_entries WHERE actor_id = $1 AND subject_ids @> ARRAY[$2]
         AND action LIKE 'crisis_case.%' ORDER BY id`,
      [coach.id, String(student.id)],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'crisis_case.read',
      'crisis_case.acknowledged',
    ]);
  });

  it('keep their events for ever as they were', async () => {
    const id = await openCase();
    await expect(
      app.database.query(`UPDATE crisis_case_events SET note = 'x' WHERE case_id = $1`, [id]),
    ).rejects.toThrow();
  });

  it('answer under every prefix', async () => {
    for (const prefix of ['/v2', '/v1']) {
      const reply = await app.root.get(`${prefix}/crisis/cases/${crypto.randomUUID()}`, coach);
      expect(reply.body.error.code).toBe('NOT_FOUND');
    }
  });

  it('come from the note of a session too, once for each version of it', async () => {
    const notes = 'Good progress on essays. He told me that he wants to kill himself.';
    const [session] = await app.database.query<{ id: string }>(
      `INSERT INTO coaching_sessions (coach_id, student_id, session_type, held_on,
         duration_minutes, notes, next_recommended_on)
       VALUES ($1, $2, 'regular', current_date, 30, $3, current_date) RETURNING id`,
      [coach.id, student.id, notes],
    );
    const watch = app.trellis.app.get(CrisisWatch, { strict: false });
    const sessionId = (session as { id: string }).id;
    await watch.watchNote(student.id, sessionId, 'Good progress on essays.');
    await watch.watchNote(student.id, sessionId, notes);
    await watch.watchNote(student.id, sessionId, notes);
    const [found] = await eventually(
      () => casesOf(student),
      (rows) => rows.length > 0,
      SOON_MS,
    );
    const { body } = await read((found as CaseRow).id);
    expect(body).toMatchObject({ source: 'session_note', band: 'high' });
    expect(body.events[0].evidence[0].quote).toBe('kill himself');
  });
});
