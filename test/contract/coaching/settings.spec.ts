import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const EXAMPLE = {
  category: 'email',
  settings: {
    smtp_host: 'smtp.sendgrid.net',
    smtp_port: 587,
    from_email: 'noreply@ivylevel.com',
  },
};
const MASK = '********';
const PASSWORD = 'correct-horse-of-the-mail-server';

describe('settings of the installation', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
  });

  afterAll(() => app.stop());

  function put(category: unknown, settings: unknown, token = admin.token) {
    return app.coaching.put('/admin/settings', { category, settings }, { token });
  }

  async function fields(category: string): Promise<Record<string, unknown>> {
    const reply = await app.coaching.get(`/admin/settings/${category}`, { token: admin.token });
    return reply.body.settings;
  }

  it('begin as they are configured', async () => {
    const reply = await app.coaching.get('/admin/settings', { token: admin.token });
    expect(reply.status).toBe(200);
    expect(reply.body.settings.map(({ category }: { category: string }) => category)).toEqual([
      'documents',
      'email',
      'general',
      'retention',
    ]);
    expect(reply.body.settings[1]).toEqual({
      category: 'email',
      version: 0,
      settings: {
        smtp_host: null,
        smtp_port: 587,
        smtp_secure: false,
        smtp_user: null,
        smtp_password: null,
        from_email: 'no-reply@trellis.example',
        from_name: 'Trellis',
        reply_to: null,
        updated_at: null,
      },
      updated_by: null,
    });
  });

  it('are changed as documented', async () => {
    const reply = await app.coaching.put('/admin/settings', EXAMPLE, { token: admin.token });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'updated', ...EXAMPLE });
    expect(reply.body.settings.updated_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(await fields('email')).toEqual(reply.body.settings);
  });

  it('keep what a change does not name, and take a default back for null', async () => {
    await put('general', { organisation_name: 'Ivy Level', support_email: 'help@ivylevel.com' });
    const changed = await put('general', { reporting_time_zone: 'America/New_York' });
    expect(changed.body.settings).toMatchObject({
      organisation_name: 'Ivy Level',
      support_email: 'help@ivylevel.com',
      reporting_time_zone: 'America/New_York',
    });
    const back = await put('general', { organisation_name: null, reporting_time_zone: null });
    expect(back.body.settings).toMatchObject({
      organisation_name: 'Trellis',
      support_email: 'help@ivylevel.com',
      reporting_time_zone: 'UTC',
    });
  });

  it('make no version when nothing changes', async () => {
    const first = await put('documents', { max_files: 50 });
    const second = await put('documents', { max_files: 50 });
    expect(second.body).toEqual(first.body);
    const { body } = await app.coaching.get('/admin/settings/documents', { token: admin.token });
    expect(body.version).toBe(1);
  });

  describe('that are secret', () => {
    it('are shown masked and kept sealed', async () => {
      const reply = await put('email', { smtp_user: 'apikey', smtp_password: PASSWORD });
      expect(reply.body.settings).toMatchObject({ smtp_user: 'apikey', smtp_password: MASK });
      for (const path of ['', '/email', '/email/versions']) {
        const shown = await app.coaching.get(`/admin/settings${path}`, { token: admin.token });
        expect(shown.status).toBe(200);
        expect(shown.text).not.toContain(PASSWORD);
      }
      const stored = await app.database.query<{ everything: string }>(
        `SELECT concat(
           (SELECT json_agg(version) FROM setting_versions version),
           (SELECT json_agg(secret) FROM setting_secrets secret),
           (SELECT string_agg(encode(ciphertext, 'escape'), '') FROM setting_secrets),
           (SELECT json_agg(entry) FROM audit_entries entry)) AS everything`,
      );
      expect(stored[0]?.everything).toContain('smtp_password');
      expect(stored[0]?.everything).not.toContain(PASSWORD);
    });

    it('stay as they are when the mask comes back', async () => {
      const [before] = await sealed();
      const reply = await put('email', { smtp_password: MASK, smtp_port: 2525 });
      expect(reply.body.settings).toMatchObject({ smtp_password: MASK, smtp_port: 2525 });
      expect(await sealed()).toEqual([before]);
    });

    it('are replaced by another one, and go with null', async () => {
      const [before] = await sealed();
      await put('email', { smtp_password: 'another password' });
      const [after, ...more] = await sealed();
      expect(more).toEqual([]);
      expect(after?.ciphertext).not.toEqual(before?.ciphertext);
      const reply = await put('email', { smtp_password: null });
      expect(reply.body.settings.smtp_password).toBeNull();
      expect(await sealed()).toEqual([]);
    });

    it('are forgotten when the server they are for is another one', async () => {
      await put('email', { smtp_host: 'smtp.sendgrid.net', smtp_password: PASSWORD });
      const moved = await put('email', { smtp_host: 'mail.example.net', smtp_password: MASK });
      expect(moved.body.settings.smtp_password).toBeNull();
      expect(await sealed()).toEqual([]);
      const both = { smtp_host: 'smtp.sendgrid.net', smtp_password: PASSWORD };
      expect((await put('email', both)).body.settings.smtp_password).toBe(MASK);
      await put('email', { smtp_password: null });
    });

    function sealed() {
      return app.database.query<{ ciphertext: Buffer; version: number }>(
        'SELECT ciphertext, version FROM setting_secrets',
      );
    }
  });

  it('tell who changed which fields when', async () => {
    const other = await person(app, 'PLATFORM_ADMIN');
    await put('retention', { sign_ins: 30, exports: 3 });
    await put('retention', { exports: 4 }, other.token);

    const { body } = await app.coaching.get('/admin/settings/retention/versions?per_page=1', {
      token: admin.token,
    });
    expect(body).toMatchObject({ total: 2, page: 1, per_page: 1 });
    expect(body.versions).toEqual([
      {
        version: 2,
        changed_fields: ['exports'],
        changed_at: expect.any(String),
        changed_by: { id: other.uuid, name: expect.any(String) },
      },
    ]);
    const entries = await app.database.query(
      `SELECT actor_id, details FROM audit_entries
       WHERE action = 'settings.change' AND subject_ids = '{retention}' ORDER BY id`,
    );
    expect(entries).toEqual([
      { actor_id: admin.id, details: { version: 1, fields: ['exports', 'sign_ins'] } },
      { actor_id: other.id, details: { version: 2, fields: ['exports'] } },
    ]);
  });

  it('lose nothing when many change them at once', async () => {
    const changes = [
      { max_file_megabytes: 11 },
      { quota_megabytes: 222 },
      { max_files: 33 },
      { max_file_megabytes: 12 },
      { quota_megabytes: 223 },
      { max_files: 34 },
    ];
    const { body: before } = await app.coaching.get('/admin/settings/documents', {
      token: admin.token,
    });
    const replies = await Promise.all(changes.map((change) => put('documents', change)));
    expect(replies.map(({ status }) => status)).toEqual(changes.map(() => 200));
    const { body } = await app.coaching.get('/admin/settings/documents', { token: admin.token });
    expect(body.version).toBe(before.version + changes.length);
    expect([11, 12]).toContain(body.settings.max_file_megabytes);
    expect([222, 223]).toContain(body.settings.quota_megabytes);
    expect([33, 34]).toContain(body.settings.max_files);
  });

  describe('that cannot be', () => {
    it.each([
      ['an unknown category', 'emails', {}, /category/],
      ['a category inherited by objects', 'constructor', {}, /category/],
      ['an unknown field', 'email', { smtp_hots: 'x' }, /smtp_hots/],
      ['several unknown fields', 'email', { one: 1, two: 2, smtp_port: 25 }, /one, two/],
      ['a field inherited by objects', 'email', { toString: 'x' }, /toString/],
      ['the time of the change', 'email', { updated_at: '2026-01-01T00:00:00Z' }, /updated_at/],
      ['a port out of range', 'email', { smtp_port: 70_000 }, /smtp_port/],
      ['a port as a text', 'email', { smtp_port: '587' }, /smtp_port/],
      ['a broken address', 'email', { from_email: 'not an address' }, /from_email/],
      ['two addresses', 'email', { from_email: 'a@b.example,c@d.example' }, /from_email/],
      ['a second header', 'email', { from_name: 'Trellis\r\nBcc: eve@example.com' }, /from_name/],
      ['a second command', 'email', { smtp_user: 'x\r\nQUIT' }, /smtp_user/],
      ['a host with a port', 'email', { smtp_host: 'mail.example.com:25' }, /smtp_host/],
      ['a host with a path', 'email', { smtp_host: 'mail.example.com/x' }, /smtp_host/],
      ['a time zone nowhere', 'general', { reporting_time_zone: 'Mars/Olympus' }, /time_zone/],
      ['half a day', 'retention', { audit: 0.5 }, /audit/],
      ['no days at all', 'retention', { audit: 0 }, /audit/],
      ['a list of settings', 'retention', [], /settings/],
      ['nothing', 'retention', undefined, /settings/],
    ])('are refused: %s', async (_what, category, settings, named) => {
      const reply = await put(category, settings);
      expect(reply.status).toBe(400);
      expect(reply.body.error.code).toBe('VALIDATION_ERROR');
      expect(JSON.stringify(reply.body.error)).toMatch(named);
    });

    it.each([
      '127.0.0.1',
      '10.0.0.1',
      '169.254.169.254',
      'fd00:ec2::254',
      '127.1',
      '0x7f.1',
      '2130706433',
      '0177.0.0.1',
      '::1',
      '::ffff:169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      '2002:7f00:1::',
      '169.254.169.254.',
    ])('are refused: the mail server at %s', async (host) => {
      const reply = await put('email', { smtp_host: host });
      expect(reply.status).toBe(400);
      expect(reply.body.error.details.field).toBe('settings.smtp_host');
    });

    it('change nothing', async () => {
      const before = await fields('email');
      await put('email', { smtp_port: 26, smtp_host: '10.0.0.1' });
      await put('email', { smtp_port: 26, unknown: 1 });
      expect(await fields('email')).toEqual(before);
    });
  });

  it('are for platform admins alone', async () => {
    for (const role of [[], ['COACH'], ['INSTRUCTOR']] as const) {
      const { token } = await person(app, ...role);
      for (const path of ['', '/email', '/email/versions']) {
        const { status } = await app.coaching.get(`/admin/settings${path}`, { token });
        expect(status).toBe(403);
      }
      expect((await put('general', { organisation_name: 'Mine' }, token)).status).toBe(403);
      const test = await app.coaching.post('/admin/settings/email/test', undefined, { token });
      expect(test.status).toBe(403);
    }
    expect((await app.coaching.get('/admin/settings')).status).toBe(401);
    expect((await app.coaching.put('/admin/settings', EXAMPLE)).status).toBe(401);
  });

  it('of an unknown category are not found', async () => {
    for (const path of ['/emails', '/constructor', '/emails/versions']) {
      const reply = await app.coaching.get(`/admin/settings${path}`, { token: admin.token });
      expect(reply.status).toBe(404);
    }
  });

  it('are never rewritten in the database', async () => {
    for (const statement of [
      `UPDATE setting_versions SET "values" = '{}'`,
      `UPDATE setting_versions SET changed_at = now()`,
      `DELETE FROM setting_versions`,
    ]) {
      await expect(app.database.query(statement)).rejects.toThrow(/never changed/);
    }
  });
});
