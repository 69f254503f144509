import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDocuments } from '../../../src/surfaces/openapi';
import { DocumentChecker } from '../../support/document-checker';
import { eventually } from '../../support/eventually';
import type { Reply } from '../../support/http-client';
import { type Person, person } from '../../support/people';
import { exchange } from '../../support/raw-connection';
import { naughtyStrings, rosterFiles } from '../../support/roster-files';
import { type RosterForm, rosterOf, sendRoster } from '../../support/roster-upload';
import { type TestApp, testApp } from '../../support/test-app';

const JOB_MS = 30_000;

describe('importing people', () => {
  let app: TestApp;
  let admin: Person;
  let documents: DocumentChecker;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    documents = new DocumentChecker(createDocuments(app.trellis.app).coaching);
  }, 150_000);
  afterAll(async () => {
    await app.stop();
  });

  async function send(
    bytes: RosterForm['bytes'],
    fields: Readonly<Record<string, string>> = {},
    token = admin.token,
  ): Promise<Reply> {
    const reply = await sendRoster(app.coaching.baseUrl, { token, bytes, fields });
    documents.check('POST', '/api/admin/users/import', reply);
    return reply;
  }
  async function count(sql: string, parameters: unknown[] = []): Promise<number> {
    const [row] = await app.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM ${sql}`,
      parameters,
    );
    return row?.count ?? 0;
  }
  const finished = (path: string) =>
    eventually(
      () => app.coaching.get(path, admin),
      ({ body }) => !['queued', 'running'].includes(body.status),
      JOB_MS,
    );

  it('imports seventeen rows of which two are faulty, as documented', async () => {
    const known = await person(app);
    const rows = Array.from({ length: 17 }, (_, place) => {
      const email = place === 3 ? known.email.toUpperCase() : `doc${place}@import.example`;
      return `${email},Doc ${place},student,${place === 10 ? '12' : ''}`;
    });
    const reply = await send(['email,name,role,phone', ...rows].join('\n'));
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      status: 'success',
      imported: 15,
      failed: 2,
      errors: [
        { row: 5, error: 'Email already exists' },
        { row: 12, error: 'Invalid phone format' },
      ],
      dry_run: false,
      import_id: expect.any(String),
      ignored_columns: [],
    });
    const trace = await app.database.query<{ subject_ids: string[] }>(
      `SELECT subject_ids FROM audit_entries WHERE action = 'user.imported'`,
    );
    expect(trace).toHaveLength(1);
    expect(trace[0]?.subject_ids).toHaveLength(15);
  });

  it('makes an account that waits for its password, and queues one invitation', async () => {
    const reply = await send(
      'E-Mail;Display Name;Mobile;Class Level;Role;Homeroom\r\n' +
        'zoe@import.example;Zoë Łuk;(206) 555-0100;Junior;Pupil;B2\r\n',
    );
    expect(reply.body).toMatchObject({ imported: 1, failed: 0, ignored_columns: ['Homeroom'] });
    const { users } = (await app.coaching.get('/admin/users?search=zoe@import', admin)).body;
    expect(users).toMatchObject([
      { name: 'Zoë Łuk', role: 'student', status: 'invited', phone: '+12065550100' },
    ]);
    const record = `student_records JOIN users ON users.id = user_id WHERE uuid = $1 AND grade = 11`;
    expect(await count(record, [users[0].id])).toBe(1);
    expect(await count(`email_messages WHERE key = $1`, [`invitation-${users[0].id}`])).toBe(1);
    const login = { email: 'zoe@import.example', password: '!' };
    expect((await app.coaching.post('/auth/login', login)).status).toBe(401);
  });

  it('changes nothing when the same file comes again', async () => {
    const file = rosterOf(30, 'again.example');
    expect((await send(file)).body).toMatchObject({ imported: 30, failed: 0 });
    const before = [await count('users'), await count('email_messages')];
    const again = (await send(file)).body;
    expect(again).toMatchObject({ status: 'success', imported: 0, failed: 30 });
    expect(again.errors[29]).toEqual({ row: 31, error: 'Email already exists' });
    expect([await count('users'), await count('email_messages')]).toEqual(before);
  });

  it('imports each address once when two send the same file at once', async () => {
    const file = rosterOf(400, 'twice.example');
    const turned = file.split('\n').filter(Boolean);
    const [header = '', ...rows] = turned;
    const replies = await Promise.all([
      send(file),
      send([header, ...rows.toReversed()].join('\n')),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    const imported = replies.reduce((sum, { body }) => sum + body.imported, 0);
    expect(imported).toBe(400);
    expect(await count(`users WHERE email::text LIKE '%@twice.example'`)).toBe(400);
  });

  it('looks only, when asked to', async () => {
    const before = await count('users');
    const reply = await send(`${rosterOf(5, 'dry.example')}person0@dry.example,Again,,,\n`, {
      dry_run: 'true',
    });
    expect(reply.body).toMatchObject({
      dry_run: true,
      imported: 5,
      failed: 1,
      errors: [{ row: 7, error: 'Email already exists in row 2' }],
    });
    expect(await count('users')).toBe(before);
    expect(await count(`email_messages WHERE template = 'invitation' AND user_id IS NULL`)).toBe(0);
  });

  it('reads numbers in the country that the form names', async () => {
    const file = 'email,name,phone\nbe@import.example,B,030 123456\n';
    expect((await send(file, { dry_run: 'true' })).body.failed).toBe(1);
    expect((await send(file, { dry_run: 'true', country: 'de' })).body.failed).toBe(0);
    expect((await send(file, { country: 'XX' })).status).toBe(400);
    expect((await send(file, { country: 'Germany' })).status).toBe(400);
    expect((await send(file, { dry_run: 'maybe' })).status).toBe(400);
    expect((await send(file, { wet_run: 'true' })).status).toBe(400);
  });

  it('never makes an admin', async () => {
    const reply = await send('email,name,role\nroot@import.example,Root,admin\n');
    expect(reply.body).toMatchObject({
      imported: 0,
      errors: [{ row: 2, error: 'An admin cannot be imported' }],
    });
    expect(await count(`users WHERE email = 'root@import.example'`)).toBe(0);
  });

  it('is for platform admins alone, whoever sends whatever', async () => {
    const student = await person(app);
    expect((await send('', {}, student.token)).status).toBe(403);
    expect((await send('', {}, 'nonsense')).status).toBe(401);
    for (const path of ['', '/errors']) {
      const nobody = `/admin/users/imports/0198c0de-7e57-4abc-8def-0123456789ab${path}`;
      expect((await app.coaching.get(nobody, student)).status).toBe(403);
      expect((await app.coaching.get(nobody, admin)).status).toBe(404);
    }
  });

  it('makes a job of more than a thousand rows, whose errors can all be had', async () => {
    const file = rosterOf(1_201, 'job.example', (place) => place % 6 === 0);
    const reply = await send(file);
    expect(reply.status).toBe(202);
    expect(reply.body).toMatchObject({ total: 1_201, errors: [], finished_at: null });
    const path = (reply.headers.get('location') ?? '').replace(/^\/api/, '');
    expect(path).toBe(`/admin/users/imports/${reply.body.id}`);
    const { body } = await finished(path);
    expect(body).toMatchObject({
      status: 'success',
      total: 1_201,
      rows_read: 1_201,
      imported: 1_000,
      failed: 201,
      requested_by: admin.uuid,
      finished_at: expect.any(String),
    });
    expect(body.errors).toHaveLength(100);
    expect(await count(`users WHERE email::text LIKE '%@job.example'`)).toBe(1_000);
    expect(await count('user_import_chunks')).toBe(0);
    const errors = await app.coaching.get(`${path}/errors`, admin);
    const lines = errors.text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(202);
    expect(lines.slice(0, 3)).toEqual([
      'row,error',
      '2,Invalid phone format',
      '8,Invalid phone format',
    ]);
    const listed = await app.coaching.get('/admin/users/imports?per_page=1', admin);
    expect(listed.body).toMatchObject({ imports: [{ id: reply.body.id }], page: 1, per_page: 1 });
    expect((await app.coaching.post(`${path}/cancel`, undefined, admin)).status).toBe(409);
  });

  it('stops an import that is told to, and keeps nothing of its file', async () => {
    const reply = await send(rosterOf(20_000, 'stop.example'));
    const path = `/admin/users/imports/${reply.body.id}`;
    const cancelled = await app.coaching.post(`${path}/cancel`, undefined, admin);
    expect(cancelled.status).toBe(200);
    expect(cancelled.body.status).toBe('cancelled');
    expect(await count('user_import_chunks')).toBe(0);
    const { body } = await app.coaching.get(path, admin);
    expect(body.imported).toBeLessThan(20_000);
    expect(await count(`users WHERE email::text LIKE '%@stop.example'`)).toBe(body.imported);
  });

  it('imports every published file or says why not', async () => {
    const files = rosterFiles();
    expect(files.length).toBeGreaterThan(3);
    const silent: string[] = [];
    let imported = 0;
    for (const { name, bytes } of files) {
      const { status, body } = await send(bytes);
      if (status === 200) imported += body.imported;
      const isAnswered =
        status === 200
          ? body.imported + body.failed > 0 && body.failed === body.errors.length
          : status === 400 &&
            body.error.details.field === 'file' &&
            body.error.details.error !== '';
      if (!isAnswered) silent.push(`${name}: ${status} ${JSON.stringify(body)}`);
    }
    expect(silent).toEqual([]);
    expect(imported).toBeGreaterThan(0);
  });

  it('takes naughty strings for names as they are, or says that they are none', async () => {
    const names = naughtyStrings().filter((name) => !name.includes('\0'));
    const rows = names.map(
      (name, place) => `naughty${place}@blns.example,"${name.replaceAll('"', '""')}"`,
    );
    const reply = await send(['email,name', ...rows].join('\n'));
    expect(reply.status).toBe(200);
    expect(reply.body.imported + reply.body.failed).toBe(names.length);
    expect(new Set(reply.body.errors.map(({ error }: { error: string }) => error))).toEqual(
      new Set(['Name is missing', 'Invalid name']),
    );
    const stored = await app.database.query<{ email: string; full_name: string }>(
      `SELECT email::text, full_name FROM users WHERE email::text LIKE '%@blns.example'`,
    );
    expect(stored).toHaveLength(reply.body.imported);
    for (const { email, full_name: name } of stored) {
      const given = names[Number(/\d+/.exec(email)?.[0])] ?? '';
      expect(name).toBe(
        given
          .replace(/\r\n?/g, '\n')
          .trim()
          .replace(/^'(?=[=+\-@])/, '')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    }
    for (const [place, naughty] of naughtyStrings().entries()) {
      if (place % 25 === 0) expect((await send(naughty)).status).toBe(400);
    }
  });

  it('refuses what is no table of people, and says why', async () => {
    const reason = async (bytes: RosterForm['bytes']): Promise<string> => {
      const { status, body } = await send(bytes);
      expect(status).toBe(400);
      expect(body.error.details.field).toBe('file');
      return body.error.details.error as string;
    };
    expect(await reason('')).toMatch(/empty/);
    expect(await reason('email,name\n')).toMatch(/no rows/);
    expect(await reason('id,name\n1,x\n')).toMatch(/line 1: no column is called email/);
    expect(await reason('ann@example.com,Ann\n')).toMatch(/no header/);
    expect(await reason('email,name,E-Mail\n')).toMatch(/mean the same/);
    expect(await reason(Buffer.from('email,name\na@b.example,Andr\u00e9\n', 'latin1'))).toMatch(
      /line 2: .*UTF-8/,
    );
    expect(await reason('email,name\na@b.example,"A\n')).toMatch(/line 2: .*quote/);
    expect(await reason(Buffer.from('504b030414', 'hex'))).toMatch(/save it as CSV/);
    const utf16 = Buffer.from('\uFEFFemail,name\nutf16@import.example,Ö\n', 'utf16le');
    expect((await send(utf16)).body).toMatchObject({ imported: 1, failed: 0 });
  });

  it('bears broken forms: a clear answer, and no file left behind', async () => {
    const head = (length: number): string =>
      [
        'POST /api/admin/users/import HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${admin.token}`,
        'Content-Type: multipart/form-data; boundary=x',
        `Content-Length: ${length}`,
        'Connection: close',
        '',
        '',
      ].join('\r\n');
    const part = (name: string, more = ''): string =>
      `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
    const file = part('file', '; filename="../../users.csv"');
    const statusOf = async (body: string): Promise<number> =>
      (await exchange(app.baseUrl, head(body.length) + body)).status;
    expect(await statusOf(`${file}email,na`)).toBe(400);
    expect(await statusOf(`${part('a')}1\r\n--x--\r\n`)).toBe(400);
    expect(await statusOf(`${part('file')}email,name\r\n--x--\r\n`)).toBe(400);
    const crowd = Array.from({ length: 10_000 }, (_, place) => `${part(`f${place}`)}1\r\n`);
    expect(await statusOf(`${crowd.join('')}--x--\r\n`)).toBe(413);
    expect(await statusOf(`${file}e\r\n${file}e\r\n--x--\r\n`)).toBeGreaterThanOrEqual(400);
    expect(await statusOf(`${file}\r\n--x--\r\n`)).toBe(400);
    expect((await app.coaching.post('/admin/users/import', {}, admin)).status).toBe(415);
    await eventually(
      async () => readdirSync(join(app.dataFolder, 'spool')),
      (left) => left.length === 0,
      20_000,
    );
  });
});
