import { developer } from '../../support/developers';
import { inParallel } from '../../support/in-parallel';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

/** More than the process has connections. */
const AT_A_TIME = 16;
const MASKED = /^trl_live_[0-9A-Za-z]{4}…[0-9A-Za-z]{4}$/;
const UNKNOWN_ID = 'key_0000000000000000000000';

describe('API keys', () => {
  let app: TestApp;
  let owner: Person;

  beforeAll(async () => {
    app = await testApp();
    owner = await person(app);
  });
  afterAll(() => app.stop());

  const make = (body: object = {}, by: Person = owner) =>
    app.developer.post(
      '/api-keys',
      { name: 'Study planner', permissions: ['read:user'], ...body },
      { token: by.token },
    );
  const profile = (key: string) => app.developer.get('/user/profile', { token: key });

  describe('made by a person who is signed in', () => {
    it('are shown once and let a program in', async () => {
      const made = await make({ permissions: ['read:user', 'read:tasks'] });
      expect(made.status).toBe(200);
      expect(made.headers.get('cache-control')).toBe('no-store');
      const { key, ...shown } = made.body.data;
      expect(key).toMatch(/^trl_live_[0-9A-Za-z]{36}$/);
      expect(shown).toEqual({
        id: expect.stringMatching(/^key_[0-9A-Za-z]{22}$/),
        name: 'Study planner',
        masked_key: `${key.slice(0, 13)}…${key.slice(-4)}`,
        permissions: ['read:user', 'read:tasks'],
        allowed_addresses: [],
        status: 'active',
        created_at: expect.any(String),
        expires_at: null,
        last_used_at: null,
        grace_ends_at: null,
        revoked_at: null,
        revoked_because: null,
        leak: null,
      });
      expect((await profile(key)).status).toBe(200);
      const again = await app.developer.get(`/api-keys/${shown.id}`, { token: owner.token });
      expect(again.body.data).toEqual({ ...shown, last_used_at: again.body.data.last_used_at });
    });

    it('are kept as a hash: no table holds the text', async () => {
      const { key } = (await make()).body.data;
      const tables = await app.database.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables
         WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
      );
      const hits: string[] = [];
      for (const { name } of tables) {
        const rows = await app.database.query(
          `SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0
             OR strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0 LIMIT 1`,
          [key.slice(13)],
        );
        if (rows.length > 0) hits.push(name);
      }
      expect(tables.length).toBeGreaterThan(50);
      expect(hits).toEqual([]);
    });

    it('are answered the same way again, and as one key, for one Idempotency-Key', async () => {
      const { token } = await person(app);
      const options = { token, headers: { 'idempotency-key': 'make-one-key' } };
      const body = { name: 'Once', permissions: ['use:ai'] };
      const first = await app.developer.post('/api-keys', body, options);
      const second = await app.developer.post('/api-keys', body, options);
      expect(second.body).toEqual(first.body);
      const list = await app.developer.get('/api-keys', { token });
      expect(list.body.meta.pagination.total).toBe(1);
    });

    it.each([
      ['no permissions', { permissions: [] }, 'permissions'],
      ['a permission twice', { permissions: ['use:ai', 'use:ai'] }, 'permissions'],
      ['an unknown permission', { permissions: ['read:user', 'admin'] }, 'permissions'],
      ['a permission that is no text', { permissions: [['read:user']] }, 'permissions'],
      ['a permission alone', { permissions: 'read:user' }, 'permissions'],
      ['no name', { name: '  ' }, 'name'],
      ['a name too long', { name: 'x'.repeat(101) }, 'name'],
      ['an end in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
      ['an end that is no moment', { expires_at: 'tomorrow' }, 'expires_at'],
      ['an address that is none', { allowed_addresses: ['example.com'] }, 'allowed_addresses'],
      ['a range that is none', { allowed_addresses: ['10.0.0.0/33'] }, 'allowed_addresses'],
      ['too many addresses', { allowed_addresses: Array(21).fill('::1') }, 'allowed_addresses'],
      ['addresses that are null', { allowed_addresses: null }, 'allowed_addresses'],
      ['an unknown field', { key: 'trl_live_mine' }, 'key'],
    ])('are refused with %s', async (_, wrong, field) => {
      const reply = await make(wrong);
      expect([reply.status, reply.body.error.code]).toEqual([400, 'invalid_request']);
      expect(reply.body.error.details.join()).toContain(field);
    });

    it('are 50 a person at most, however many are asked for at once', async () => {
      const many = await person(app);
      for (let count = 0; count < 48; count += 1) await developer(app, { person: many });
      const replies = await Promise.all(Array.from({ length: 6 }, () => make({}, many)));
      const statuses = replies.map(({ status }) => status).toSorted();
      expect(statuses).toEqual([200, 200, 409, 409, 409, 409]);
      const made = replies.find(({ status }) => status === 200)?.body.data.id;
      await app.developer.delete(`/api-keys/${made}`, { token: many.token });
      expect((await make({}, many)).status).toBe(200);
    });

    it('leave a trace and a mail to their owner for each step, without the secret', async () => {
      const someone = await person(app);
      const { id, key } = (await make({}, someone)).body.data;
      const { token } = someone;
      await app.developer.patch(`/api-keys/${id}`, { name: 'Renamed' }, { token });
      const rotated = await app.developer.post(`/api-keys/${id}/rotate`, {}, { token });
      await app.developer.delete(`/api-keys/${id}`, { token });
      await app.developer.delete(`/api-keys/${id}`, { token });
      const entries = await app.database.query<{ action: string; text: string }>(
        `SELECT action, entry::text AS text FROM audit_entries entry
         WHERE actor_id = $1 AND subject_type = 'api_key' ORDER BY id`,
        [someone.id],
      );
      expect(entries.map(({ action }) => action)).toEqual([
        'api_key.create',
        'api_key.update',
        'api_key.rotate',
        'api_key.revoke',
      ]);
      const mails = await app.database.query<{ change: string; text: string }>(
        `SELECT variables ->> 'change' AS change, mail::text AS text FROM email_messages mail
         WHERE user_id = $1 AND template = 'api-key-changed' ORDER BY created_at, id`,
        [someone.id],
      );
      expect(mails.map(({ change }) => change).toSorted()).toEqual(['made', 'rotated']);
      const texts = [...entries, ...mails].map(({ text }) => text).join();
      expect(texts).not.toContain(key.slice(13, 45));
      expect(texts).not.toContain(rotated.body.data.key.slice(13, 45));
    });
  });

  describe('in the hands of their owner', () => {
    it('are listed on pages, the newest first', async () => {
      const lister = await person(app);
      for (const name of ['one', 'two', 'three']) await make({ name }, lister);
      const page = (query: string) =>
        app.developer.get(`/api-keys?${query}`, { token: lister.token });
      const first = await page('per_page=2');
      expect(first.body.data.map(({ name }: { name: string }) => name)).toEqual(['three', 'two']);
      expect(first.body.meta.pagination).toEqual({
        total: 3,
        per_page: 2,
        current_page: 1,
        last_page: 2,
      });
      const second = await page('per_page=2&page=2');
      expect(second.body.data.map(({ name }: { name: string }) => name)).toEqual(['one']);
      expect(first.text).not.toMatch(/trl_live_[0-9A-Za-z]{5}/);
      expect(first.body.data[0].masked_key).toMatch(MASKED);
    });

    it('are renamed and bound to addresses; what is not named stays', async () => {
      const { id } = (await make({ allowed_addresses: ['::1'] })).body.data;
      const patch = (body: object) =>
        app.developer.patch(`/api-keys/${id}`, body, { token: owner.token });
      expect((await patch({ name: 'Other' })).body.data).toMatchObject({
        name: 'Other',
        allowed_addresses: ['::1'],
      });
      expect((await patch({ allowed_addresses: [] })).body.data).toMatchObject({
        name: 'Other',
        allowed_addresses: [],
      });
      expect((await patch({ permissions: ['use:ai'] })).status).toBe(400);
    });

    it('are hidden from everybody else', async () => {
      const { id, key } = (await make()).body.data;
      const { token } = await person(app);
      const asAdmin = await person(app, 'PLATFORM_ADMIN');
      for (const stranger of [token, asAdmin.token]) {
        const options = { token: stranger };
        const replies = [
          await app.developer.get(`/api-keys/${id}`, options),
          await app.developer.patch(`/api-keys/${id}`, { name: 'Mine' }, options),
          await app.developer.post(`/api-keys/${id}/rotate`, {}, options),
          await app.developer.delete(`/api-keys/${id}`, options),
          await app.developer.get(`/api-keys/${UNKNOWN_ID}`, options),
          await app.developer.get('/api-keys/1', options),
        ];
        expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
      }
      expect((await profile(key)).status).toBe(200);
    });

    it('change no more once they have ended', async () => {
      const { id } = (await make()).body.data;
      const { token } = owner;
      expect((await app.developer.delete(`/api-keys/${id}`, { token })).status).toBe(204);
      expect((await app.developer.delete(`/api-keys/${id}`, { token })).status).toBe(204);
      const renamed = await app.developer.patch(`/api-keys/${id}`, { name: 'x' }, { token });
      const rotated = await app.developer.post(`/api-keys/${id}/rotate`, {}, { token });
      expect([renamed.status, rotated.status]).toEqual([409, 409]);
      const seen = await app.developer.get(`/api-keys/${id}`, { token });
      expect(seen.body.data).toMatchObject({ status: 'revoked', revoked_because: 'owner' });
    });
  });

  describe('that are rotated', () => {
    const rotate = (id: string, body?: object) =>
      app.developer.post(`/api-keys/${id}/rotate`, body, { token: owner.token });

    it('keep their id, and both secrets work in the grace', async () => {
      const { id, key } = (await make()).body.data;
      const { body, status } = await rotate(id);
      expect([status, body.data.id]).toEqual([200, id]);
      expect(body.data.key).not.toBe(key);
      const graceMs = Date.parse(body.data.grace_ends_at) - Date.now();
      expect(Math.abs(graceMs - 86_400_000)).toBeLessThan(120_000);
      expect((await profile(key)).status).toBe(200);
      expect((await profile(body.data.key)).status).toBe(200);
    });

    it('end every earlier secret at once without a grace', async () => {
      const { id, key } = (await make()).body.data;
      const second = (await rotate(id)).body.data.key;
      const third = (await rotate(id, { grace_seconds: 0 })).body.data;
      expect(third.grace_ends_at).toBeNull();
      const replies = [await profile(key), await profile(second), await profile(third.key)];
      expect(replies.map(({ status, body }) => [status, body.error?.code])).toEqual([
        [401, 'api_key_rotated'],
        [401, 'api_key_rotated'],
        [200, undefined],
      ]);
    });

    it.each([-1, 604_801, 1.5, '60', null])('refuse %j as a grace', async (grace_seconds) => {
      const { id } = (await make()).body.data;
      expect((await rotate(id, { grace_seconds })).status).toBe(400);
    });

    it('40 times, 16 at a time, have one secret in use, and 40 that work', async () => {
      const { id, key } = (await make()).body.data;
      const replies = await inParallel(40, AT_A_TIME, () => rotate(id));
      expect(replies.map(({ status }) => status)).toEqual(Array(40).fill(200));
      const keys = new Set([key, ...replies.map(({ body }) => body.data.key)]);
      expect(keys.size).toBe(41);
      for (const one of keys) expect((await profile(one)).status).toBe(200);
      const ended = await rotate(id, { grace_seconds: 0 });
      for (const one of keys) expect((await profile(one)).body.error.code).toBe('api_key_rotated');
      expect((await profile(ended.body.data.key)).status).toBe(200);
    });
  });
});
