import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { type TestApp, testApp } from '../../support/test-app';

/** How long a process may believe what it knows of a sign-in, and what a busy machine needs. */
const BELIEVED_MS = 20_000;

describe('people in the hands of admins', () => {
  let app: TestApp;
  let other: TestApp;
  let admin: Person;
  let colleague: Person;
  let student: Person;
  let coach: Person;

  beforeAll(async () => {
    app = await testApp();
    other = await testApp({ database: app.database });
    admin = await person(app, 'PLATFORM_ADMIN');
    colleague = await person(app, 'PLATFORM_ADMIN');
    student = await person(app);
    coach = await person(app, 'COACH');
  }, 150_000);
  afterAll(async () => {
    await other.stop();
    await app.stop();
  });

  const audits = (action: string) =>
    app.database.query<{ subject_ids: string[]; details: Record<string, unknown> }>(
      `SELECT subject_ids, details FROM audit_entries WHERE action = $1 ORDER BY id DESC`,
      [action],
    );
  const list = async (query: string) =>
    (await app.coaching.get(`/admin/users?${query}`, admin)).body as {
      users: { id: string; name: string; email: string; role: string; status: string }[];
      total: number;
      page: number;
      per_page: number;
    };
  const emails = async (query: string): Promise<string[]> =>
    (await list(query)).users.map(({ email }) => email);

  it('lists those of a role and a status, in the documented shape', async () => {
    const { email, password } = student;
    await app.coaching.post('/auth/login', { email, password });
    const reply = await app.coaching.get('/admin/users?role=student&status=active', admin);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      users: [
        {
          id: student.uuid,
          email: student.email,
          name: expect.any(String),
          role: 'student',
          roles: ['student'],
          status: 'active',
          phone: null,
          created_at: expect.stringMatching(/Z$/),
          last_login: expect.stringMatching(/Z$/),
        },
      ],
      total: 1,
      page: 1,
      per_page: 20,
    });
    const [trace] = await audits('user.list');
    expect(trace?.subject_ids).toEqual([String(student.id)]);
  });

  it('is for platform admins alone', async () => {
    for (const [method, path] of [
      ['GET', '/admin/users'],
      ['GET', '/admin/users/export'],
      ['GET', '/admin/users/imports'],
      ['GET', `/admin/users/${student.uuid}`],
      ['POST', `/admin/users/${student.uuid}/disable`],
      ['POST', `/admin/users/${student.uuid}/restore`],
    ] as const) {
      expect((await app.coaching.raw(method, path, undefined)).status).toBe(401);
      for (const caller of [student, coach]) {
        expect((await app.coaching.raw(method, path, undefined, caller)).status).toBe(403);
      }
    }
    const role = { role: 'admin' };
    expect((await app.coaching.patch(`/admin/users/${coach.uuid}/role`, role, coach)).status).toBe(
      403,
    );
  });

  it('shows the weightiest role, and pages', async () => {
    expect(await emails('role=coach')).toEqual([coach.email]);
    expect(await emails('role=admin')).toEqual([colleague.email, admin.email]);
    const page = await list('page=2&per_page=1');
    expect(page).toMatchObject({ total: 4, page: 2, per_page: 1 });
    expect(page.users[0]?.id).toBe(student.uuid);
    for (const query of ['role=king', 'status=gone', 'per_page=101', 'page=0', 'sort=name']) {
      expect((await app.coaching.get(`/admin/users?${query}`, admin)).status).toBe(400);
    }
  });

  it('finds a part of a name or an address, taking every character as it is', async () => {
    await app.database.query(`UPDATE users SET full_name = '100% Ünal_\\' WHERE id = $1`, [
      coach.id,
    ]);
    const found = async (search: string) => emails(`search=${encodeURIComponent(search)}`);
    expect(await found(coach.email.slice(2, -8).toUpperCase())).toEqual([coach.email]);
    expect(await found('0% üNAL')).toEqual([coach.email]);
    expect(await found('l_\\')).toEqual([coach.email]);
    expect(await found('l%\\')).toEqual([]);
    expect(await found('_nal')).toEqual([]);
    expect((await app.coaching.get('/admin/users?search=%00', admin)).status).toBe(400);
  });

  it('shows one person, and leaves a trace of it', async () => {
    const reply = await app.coaching.get(`/admin/users/${coach.uuid}`, admin);
    expect(reply.body).toMatchObject({
      id: coach.uuid,
      role: 'coach',
      roles: ['student', 'coach'],
    });
    expect((await audits('user.read'))[0]?.subject_ids).toEqual([String(coach.id)]);
    const nobody = '0198c0de-7e57-4abc-8def-0123456789ab';
    expect((await app.coaching.get(`/admin/users/${nobody}`, admin)).status).toBe(404);
    expect((await app.coaching.get('/admin/users/1', admin)).status).toBe(400);
  });

  it('gives and takes roles by what weighs more, and says what was taken', async () => {
    const chosen = await person(app);
    const set = (role: string, method: 'patch' | 'put' = 'patch') =>
      app.coaching[method](`/admin/users/${chosen.uuid}/role`, { role }, admin);
    expect((await set('instructor')).body).toMatchObject({
      role: 'instructor',
      roles: ['student', 'instructor'],
    });
    expect((await set('coach', 'put')).body).toMatchObject({
      role: 'coach',
      roles: ['student', 'coach'],
    });
    expect((await audits('user.role'))[0]).toMatchObject({
      subject_ids: [String(chosen.id)],
      details: { role: 'COACH', taken: [{ role: 'INSTRUCTOR', universityId: null }] },
    });
    const count = (await audits('user.role')).length;
    expect((await set('coach')).status).toBe(200);
    expect(await audits('user.role')).toHaveLength(count);
    expect((await set('king')).status).toBe(400);
    expect((await app.coaching.patch(`/admin/users/${chosen.uuid}/role`, {}, admin)).status).toBe(
      400,
    );
  });

  it('ends a coach’s links with the role, and tells of it', async () => {
    const leaving = await person(app, 'COACH');
    const link = await app.coaching.post(
      '/admin/assignments',
      { coach_id: leaving.uuid, student_id: student.uuid },
      admin,
    );
    expect(link.status).toBe(200);
    expect((await app.coaching.get(`/students/${student.uuid}`, leaving)).status).toBe(200);
    await app.coaching.patch(`/admin/users/${leaving.uuid}/role`, { role: 'student' }, admin);
    const after = await app.coaching.get(`/students/${student.uuid}`, leaving);
    expect(after.status).toBe(404);
    const links = await app.coaching.get(`/admin/assignments?coach_id=${leaving.uuid}`, admin);
    expect(links.body.assignments).toMatchObject([
      { id: link.body.id, status: 'ended', ended_at: expect.any(String) },
    ]);
    expect((await audits('user.role'))[0]?.details).toMatchObject({ endedLinks: 1 });
  });

  it('closes an account: every sign-in ends, here at once and elsewhere soon', async () => {
    const leaving = await person(app);
    const client = other.coaching;
    expect((await client.get(`/students/${leaving.uuid}`, leaving)).status).toBe(200);
    const reply = await app.coaching.post(`/admin/users/${leaving.uuid}/disable`, undefined, admin);
    expect(reply.body).toMatchObject({ id: leaving.uuid, status: 'disabled' });
    expect((await app.learning.get('/users/me', leaving)).status).toBe(401);
    await eventually(
      async () => (await other.learning.get('/users/me', leaving)).status,
      (status) => status === 401,
      BELIEVED_MS,
    );
    const { email, password } = leaving;
    expect((await app.coaching.post('/auth/login', { email, password })).status).toBe(401);
    const refresh = { token: leaving.refreshToken };
    expect((await app.coaching.post('/auth/refresh', undefined, refresh)).status).toBe(401);
    expect(await emails('status=disabled')).toEqual([email]);
    const again = await app.coaching.post(`/admin/users/${leaving.uuid}/disable`, undefined, admin);
    expect(again.status).toBe(200);
    expect(await audits('user.disable')).toHaveLength(1);
  });

  it('opens it again; the old sign-ins stay ended', async () => {
    const [closed] = (await list('status=disabled')).users;
    const restored = await app.coaching.post(
      `/admin/users/${closed?.id}/restore`,
      undefined,
      admin,
    );
    expect(restored.body).toMatchObject({ status: 'active' });
    const login = { email: closed?.email, password: 'a long enough phrase' };
    expect((await app.coaching.post('/auth/login', login)).status).toBe(200);
    expect(await audits('user.restore')).toHaveLength(1);
  });

  it('never leaves the platform without an admin, nor lets anybody lock themselves out', async () => {
    const disable = (target: Person, actor: Person) =>
      app.coaching.post(`/admin/users/${target.uuid}/disable`, undefined, actor);
    expect((await disable(admin, admin)).status).toBe(409);
    const own = await app.coaching.patch(
      `/admin/users/${admin.uuid}/role`,
      { role: 'student' },
      admin,
    );
    expect(own.status).toBe(409);
    const [one, two] = await Promise.all([disable(colleague, admin), disable(admin, colleague)]);
    expect([one.status, two.status].filter((status) => status === 200)).toHaveLength(1);
    const [count] = await app.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM role_grants held JOIN users ON users.id = user_id
       WHERE role = 'PLATFORM_ADMIN' AND is_active`,
    );
    expect(count?.count).toBe(1);
    await app.database.query(`UPDATE users SET is_active = true`);
    await app.database.query(`UPDATE sign_ins SET revoked_at = NULL`);
  });

  it('exports them as CSV that no spreadsheet calculates', async () => {
    await eventually(
      async () => (await app.coaching.get('/admin/users?per_page=1', admin)).status,
      (status) => status === 200,
      BELIEVED_MS,
    );
    const names = ['=1+1', '+cmd', '-2', '@sum', '\tx', '\rx', 'a "b", c', 'plain'];
    for (const name of names) {
      const { id } = await person(app);
      await app.database.query(`UPDATE users SET full_name = $2, email = $3 WHERE id = $1`, [
        id,
        name,
        `n${id}@cells.example`,
      ]);
    }
    const reply = await app.coaching.get('/admin/users/export?search=cells.example', admin);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="users.csv"');
    const [header, ...lines] = reply.text.trimEnd().split('\r\n');
    expect(header).toBe('id,email,name,role,status,phone,created_at,last_login');
    expect(lines.map((line) => /^[^,]+,[^,]+,(.*),student,active,/s.exec(line)?.[1])).toEqual([
      "'=1+1",
      "'+cmd",
      "'-2",
      "'@sum",
      "'\tx",
      `"'\rx"`,
      '"a ""b"", c"',
      'plain',
    ]);
    expect((await audits('user.export'))[0]?.subject_ids).toHaveLength(names.length);
    const marked = await fetch(`${app.coaching.baseUrl}/admin/users/export?role=coach&bom=true`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(
      Buffer.from(await marked.arrayBuffer())
        .subarray(0, 3)
        .toString('hex'),
    ).toBe('efbbbf');
  });
});
