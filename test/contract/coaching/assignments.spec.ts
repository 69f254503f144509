import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { keepEvents } from '../../support/told-events';

const UNKNOWN = '0198c0de-7e57-4abc-8def-0123456789ab';

describe('Coaching: who coaches whom', () => {
  let app: TestApp;
  let admin: Person;
  let coach: Person;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  beforeEach(async () => {
    coach = await person(app, 'COACH');
    student = await person(app);
  });
  afterAll(() => app.stop());

  const assign = (by: Person, coachId: string, studentId: string) =>
    app.coaching.post(
      '/admin/assignments',
      { coach_id: coachId, student_id: studentId },
      { token: by.token },
    );
  const invite = (body: Record<string, string>, by: Person = coach) =>
    app.coaching.post('/coach/invitations', body, { token: by.token });
  const received = async (by: Person = student) =>
    (await app.coaching.get('/students/me/invitations', { token: by.token })).body.invitations;
  const answer = (id: string, word: 'accept' | 'decline', by: Person = student) =>
    app.coaching.post(`/students/me/invitations/${id}/${word}`, undefined, { token: by.token });
  const reads = async (by: Person = coach) =>
    (await app.coaching.get(`/students/${student.uuid}`, { token: by.token })).status;

  async function told(): Promise<string[]> {
    const rows = await app.database.query<{ name: string }>(
      `SELECT name FROM told_events WHERE payload @> $1 AND name LIKE 'coach.%' ORDER BY id`,
      [JSON.stringify({ coachId: coach.id, studentId: student.id })],
    );
    return rows.map(({ name }) => name);
  }

  async function links(): Promise<string[]> {
    const rows = await app.database.query<{ status: string }>(
      'SELECT status FROM coach_students WHERE coach_id = $1 AND student_id = $2 ORDER BY id',
      [coach.id, student.id],
    );
    return rows.map(({ status }) => status);
  }

  async function traces(of: Person): Promise<{ action: string; subject_ids: string[] }[]> {
    return app.database.query(
      'SELECT action, subject_ids FROM audit_entries WHERE actor_id = $1 AND $2 = ANY (subject_ids) ORDER BY id',
      [of.id, String(student.id)],
    );
  }

  it('an admin gives a student a coach, who reads the record from then on', async () => {
    expect(await reads()).toBe(404);
    const reply = await assign(admin, coach.uuid, student.uuid);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      id: expect.any(Number),
      coach_id: coach.uuid,
      coach_name: expect.any(String),
      student_id: student.uuid,
      student_name: expect.any(String),
      status: 'active',
      started_at: expect.any(String),
      ended_at: null,
    });
    expect(await reads()).toBe(200);
    expect(await told()).toEqual(['coach.linked']);
    expect(await traces(admin)).toEqual([
      { action: 'coach.link', subject_ids: [String(coach.id), String(student.id)] },
    ]);
  });

  it('done twice it is done once, also at the same moment', async () => {
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => assign(admin, coach.uuid, student.uuid)),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(await links()).toEqual(['active']);
    expect(await told()).toEqual(['coach.linked']);
  });

  it('an admin lists links and ends one; the coach reads nothing any more', async () => {
    const { id } = (await assign(admin, coach.uuid, student.uuid)).body;
    const path = `/admin/assignments?student_id=${student.uuid}`;
    const list = await app.coaching.get(`${path}&status=active`, { token: admin.token });
    expect(list.body).toMatchObject({ total: 1, page: 1, per_page: 20, assignments: [{ id }] });
    const ended = await app.coaching.delete(`/admin/assignments/${id}`, { token: admin.token });
    expect(ended.status).toBe(204);
    expect(await reads()).toBe(404);
    const again = await app.coaching.delete(`/admin/assignments/${id}`, { token: admin.token });
    expect(again.status).toBe(404);
    const after = await app.coaching.get(path, { token: admin.token });
    expect(after.body.assignments).toMatchObject([{ id, status: 'ended' }]);
    expect(after.body.assignments[0].ended_at).toEqual(expect.any(String));
    expect(await told()).toEqual(['coach.linked', 'coach.unlinked']);
    await assign(admin, coach.uuid, student.uuid);
    expect(await links()).toEqual(['ended', 'active']);
    expect(await reads()).toBe(200);
  });

  it('knows pages, and refuses numbers that are none', async () => {
    await assign(admin, coach.uuid, student.uuid);
    const far = await app.coaching.get('/admin/assignments?page=1000&per_page=1', {
      token: admin.token,
    });
    expect(far.body.assignments).toEqual([]);
    expect(far.body.total).toBeGreaterThan(0);
    for (const query of ['page=0', 'per_page=101', 'page=1e3', 'status=gone', 'coach_id=1']) {
      const reply = await app.coaching.get(`/admin/assignments?${query}`, { token: admin.token });
      expect(reply.status).toBe(400);
    }
  });

  it('takes for a coach only who is one, and nobody for their own', async () => {
    const plain = await person(app);
    expect((await assign(admin, plain.uuid, student.uuid)).status).toBe(404);
    expect((await assign(admin, UNKNOWN, student.uuid)).status).toBe(404);
    expect((await assign(admin, coach.uuid, UNKNOWN)).status).toBe(404);
    expect((await assign(admin, coach.uuid, coach.uuid)).status).toBe(400);
    expect((await assign(admin, 'coach', student.uuid)).status).toBe(400);
    expect(await links()).toEqual([]);
  });

  it('is for admins only', async () => {
    for (const other of [coach, student]) {
      expect((await assign(other, coach.uuid, student.uuid)).status).toBe(403);
      const { token } = other;
      expect((await app.coaching.get('/admin/assignments', { token })).status).toBe(403);
      expect((await app.coaching.delete('/admin/assignments/1', { token })).status).toBe(403);
    }
    expect(await links()).toEqual([]);
  });

  it.each([
    ['address', (of: Person) => ({ student_email: of.email.toUpperCase() })],
    ['uuid', (of: Person) => ({ student_id: of.uuid })],
  ])('a coach invites by %s, the student accepts', async (_, body) => {
    const sent = await invite(body(student));
    expect(sent.status).toBe(200);
    expect(sent.body.status).toBe('invited');
    expect(await reads()).toBe(404);
    expect(await received()).toEqual([
      {
        id: sent.body.id,
        coach_id: coach.uuid,
        coach_name: expect.any(String),
        invited_at: sent.body.invited_at,
        expires_at: sent.body.expires_at,
      },
    ]);
    const accepted = await answer(sent.body.id, 'accept');
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({ coach_id: coach.uuid, since: expect.any(String) });
    expect(await reads()).toBe(200);
    expect(await received()).toEqual([]);
    const own = await app.coaching.get('/students/me/coaches', { token: student.token });
    expect(own.body.coaches).toEqual([accepted.body]);
    const list = await app.coaching.get('/coach/invitations', { token: coach.token });
    expect(list.body).toMatchObject({ total: 1, invitations: [{ status: 'accepted' }] });
    expect(await told()).toEqual(['coach.linked']);
    expect((await traces(student)).map(({ action }) => action)).toEqual(['coach.link']);
    expect((await invite(body(student))).status).toBe(409);
  });

  it('answers the same whether anybody has the address or not, and lists the same', async () => {
    const real = await invite({ student_email: student.email });
    const nobody = await invite({ student_email: 'nobody-at-all@example.com' });
    const nothing = await invite({ student_id: UNKNOWN });
    const instructor = await person(app, 'INSTRUCTOR');
    const known = await invite({ student_id: instructor.uuid });
    expect([real, nobody, nothing, known].map(({ status }) => status)).toEqual(Array(4).fill(200));
    await answer(real.body.id, 'decline');
    const { body } = await app.coaching.get('/coach/invitations', { token: coach.token });
    expect(body.invitations).toEqual([known.body, nothing.body, nobody.body, real.body]);
    expect(new Set(body.invitations.map((sent: { status: string }) => sent.status))).toEqual(
      new Set(['invited']),
    );
    expect(await traces(coach)).toEqual([]);
  });

  it('reaches somebody who only joins afterwards', async () => {
    const email = `later-${coach.id}@example.com`;
    await invite({ student_email: email });
    const joined = await app.learning.post('/auth/register', {
      email,
      password: 'a long enough phrase',
      full_name: 'Lee Later',
    });
    const reply = await app.coaching.get('/students/me/invitations', {
      token: joined.body.access_token,
    });
    expect(reply.body.invitations).toHaveLength(1);
  });

  it('declined, it is gone, the coach sees no difference and cannot ask again at once', async () => {
    const { id } = (await invite({ student_email: student.email })).body;
    expect((await answer(id, 'decline')).status).toBe(204);
    expect(await received()).toEqual([]);
    expect((await answer(id, 'accept')).status).toBe(404);
    const again = await invite({ student_email: student.email });
    expect(again.body).toMatchObject({ id, status: 'invited' });
    expect(await received()).toEqual([]);
    expect(await links()).toEqual([]);
  });

  it('sent or accepted many times at once, it is one', async () => {
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => invite({ student_email: student.email })),
    );
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1);
    const other = await invite({ student_id: student.uuid });
    const id = sent[0]?.body.id as string;
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => answer(id, 'accept')),
      answer(other.body.id, 'accept'),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(statuses.filter((status) => status === 404)).toHaveLength(4);
    expect(await links()).toEqual(['active']);
    expect(await told()).toEqual(['coach.linked']);
  });

  it('expires, and is nobody else’s to answer', async () => {
    const { id } = (await invite({ student_email: student.email })).body;
    expect((await answer(id, 'accept', await person(app))).status).toBe(404);
    await app.database.query(
      `UPDATE coach_invitations SET invited_at = now() - interval '31 days' WHERE id = $1`,
      [id],
    );
    expect(await received()).toEqual([]);
    expect((await answer(id, 'accept')).status).toBe(404);
    const { body } = await app.coaching.get('/coach/invitations', { token: coach.token });
    expect(body.invitations).toMatchObject([{ id, status: 'expired' }]);
    const fresh = await invite({ student_email: student.email });
    expect(fresh.body.id).not.toBe(id);
  });

  it('is worth nothing once its sender is no coach any more', async () => {
    const { id } = (await invite({ student_email: student.email })).body;
    await app.database.query('DELETE FROM role_grants WHERE user_id = $1 AND role = $2', [
      coach.id,
      'COACH',
    ]);
    expect(await received()).toEqual([]);
    expect((await answer(id, 'accept')).status).toBe(404);
  });

  it.each([
    {},
    { student_email: 'nobody' },
    { student_id: '1' },
    { student_email: 'a@example.com', student_id: UNKNOWN },
    { student_email: null },
    { student_name: 'John Doe' },
  ])('refuses to invite %j', async (body) => {
    const reply = await invite(body as Record<string, string>);
    expect(reply.status).toBe(400);
    expect(reply.body.error.code).toBe('VALIDATION_ERROR');
  });

  it('knows no coach who invites themselves, and no more than 200 who wait', async () => {
    expect((await invite({ student_id: coach.uuid })).status).toBe(400);
    await app.database.query(
      `INSERT INTO coach_invitations (coach_id, student_email)
       SELECT $1, 'waiting-' || number || '@example.com' FROM generate_series(1, 200) number`,
      [coach.id],
    );
    const reply = await invite({ student_email: student.email });
    expect(reply.status).toBe(409);
    expect(reply.body.error.code).toBe('CONFLICT');
    const known = await invite({ student_email: 'waiting-7@example.com' });
    expect(known.status).toBe(200);
  });

  it('the coach ends it, or the student, and each only their own', async () => {
    await assign(admin, coach.uuid, student.uuid);
    const stranger = await person(app, 'COACH');
    const letGo = (by: Person) =>
      app.coaching.delete(`/coach/students/${student.uuid}`, { token: by.token });
    const leave = (by: Person) =>
      app.coaching.delete(`/students/me/coaches/${coach.uuid}`, { token: by.token });
    expect((await letGo(stranger)).status).toBe(404);
    expect((await leave(await person(app))).status).toBe(404);
    expect(await links()).toEqual(['active']);
    expect((await letGo(coach)).status).toBe(204);
    expect((await letGo(coach)).status).toBe(404);
    await assign(admin, coach.uuid, student.uuid);
    expect((await leave(student)).status).toBe(204);
    expect((await leave(student)).status).toBe(404);
    expect(await reads()).toBe(404);
    expect(await links()).toEqual(['ended', 'ended']);
    expect(await told()).toEqual([
      'coach.linked',
      'coach.unlinked',
      'coach.linked',
      'coach.unlinked',
    ]);
    expect((await traces(coach)).map(({ action }) => action)).toEqual(['coach.unlink']);
    expect((await traces(student)).map(({ action }) => action)).toEqual(['coach.unlink']);
  });

  it('knows which of the routes are for coaches', async () => {
    const { token } = student;
    expect((await invite({ student_email: 'a@example.com' }, student)).status).toBe(403);
    expect((await app.coaching.get('/coach/invitations', { token })).status).toBe(403);
    expect((await app.coaching.delete(`/coach/students/${UNKNOWN}`, { token })).status).toBe(403);
    expect((await app.coaching.get('/coach/invitations')).status).toBe(401);
  });
});
