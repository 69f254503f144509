import { encodeUuid } from '../../../src/kernel/id';
import { type Developer, developer } from '../../support/developers';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const PUBLIC_URL = 'https://trellis.example';

describe('GET /v1/user/profile', () => {
  let app: TestApp;
  let ada: Developer;

  beforeAll(async () => {
    app = await testApp({ environment: { PUBLIC_URL } });
    ada = await developer(app);
  });
  afterAll(() => app.stop());

  const profileOf = async (key: string) =>
    (await app.developer.get('/user/profile', { token: key })).body.data;

  async function account(kind: 'available' | 'staked', balance: number, earned = 0): Promise<void> {
    await app.database.query(
      `INSERT INTO point_accounts (owner_id, kind, balance, earned_total) VALUES ($1, $2, $3, $4)
       ON CONFLICT (owner_id, kind) DO UPDATE SET balance = excluded.balance,
         earned_total = excluded.earned_total`,
      [ada.person.id, kind, balance, earned],
    );
  }

  it('tells who the key belongs to, as documented', async () => {
    const reply = await app.developer.get('/user/profile', { token: ada.key });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      success: true,
      data: {
        id: `usr_${encodeUuid(ada.person.uuid)}`,
        username: expect.stringMatching(/^learner-[0-9a-f]{12}$/),
        email: ada.person.email,
        name: expect.stringMatching(/^Person \d+$/),
        avatar_url: `${PUBLIC_URL}/avatars/${reply.body.data.username}.svg`,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        stats: { tasks_completed: 0, tokens_earned: 0, tokens_staked: 0 },
      },
    });
  });

  it('counts tasks that are done, points that were earned, and points that are staked', async () => {
    await app.database.query(
      `INSERT INTO tasks (user_id, title, source, source_key, status, completed_at)
       SELECT $1, 'Read', 'test', n::text, CASE WHEN n <= 42 THEN 'done' ELSE 'open' END,
              CASE WHEN n <= 42 THEN now() END
       FROM generate_series(1, 50) n`,
      [ada.person.id],
    );
    await account('available', 250, 1250);
    await account('staked', 1000);
    const stranger = await developer(app);
    expect((await profileOf(ada.key)).stats).toEqual({
      tasks_completed: 42,
      tokens_earned: 1250,
      tokens_staked: 1000,
    });
    expect((await profileOf(stranger.key)).stats).toEqual({
      tasks_completed: 0,
      tokens_earned: 0,
      tokens_staked: 0,
    });
  });

  it('is exact up to the largest balance', async () => {
    await account('available', 9007199254740991, 9007199254740991);
    expect((await profileOf(ada.key)).stats.tokens_earned).toBe(9007199254740991);
    await account('available', 0, 0);
  });

  it('moves updated_at when the name changes', async () => {
    const before = await profileOf(ada.key);
    const renamed = await app.learning.put(
      '/users/me',
      { full_name: 'Ada Lovelace' },
      { token: ada.person.token },
    );
    expect(renamed.status).toBe(200);
    const after = await profileOf(ada.key);
    expect(after.name).toBe('Ada Lovelace');
    expect(Date.parse(after.updated_at)).toBeGreaterThan(Date.parse(before.updated_at));
    expect(after.created_at).toBe(before.created_at);
  });

  it('is for keys with read:user, and no session', async () => {
    const narrow = await developer(app, { permissions: ['read:tasks', 'use:ai'] });
    const refused = await app.developer.get('/user/profile', { token: narrow.key });
    expect(refused.status).toBe(403);
    expect(refused.body.error.code).toBe('insufficient_permission');
    expect((await app.developer.get('/user/profile')).status).toBe(401);
    const session = await person(app);
    expect((await app.developer.get('/user/profile', { token: session.token })).status).toBe(401);
  });

  it('builds the address of the avatar from configuration, whatever Host the request names', async () => {
    const reply = await app.developer.get('/user/profile', {
      token: ada.key,
      headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    });
    expect(reply.body.data.avatar_url).toMatch(/^https:\/\/trellis\.example\//);
  });

  describe('asked again', () => {
    it('answers 304 to whoever has it, until it changes', async () => {
      const first = await app.developer.get('/user/profile', { token: ada.key });
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[\w-]+"$/);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      expect(first.headers.get('vary')).toContain('Authorization');
      for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
        const again = await app.developer.get('/user/profile', {
          token: ada.key,
          headers: { 'if-none-match': known },
        });
        expect(again.status).toBe(304);
        expect(again.text).toBe('');
        for (const name of ['etag', 'cache-control', 'vary']) {
          expect(again.headers.get(name)).toBe(first.headers.get(name));
        }
        expect(again.headers.get('content-type')).toBeNull();
      }
      await app.learning.put('/users/me', { full_name: 'Ada King' }, { token: ada.person.token });
      const changed = await app.developer.get('/user/profile', {
        token: ada.key,
        headers: { 'if-none-match': tag },
      });
      expect(changed.status).toBe(200);
      expect(changed.headers.get('etag')).not.toBe(tag);
    });

    it('answers the whole to other tags, and to a header that is none', async () => {
      for (const known of ['"other"', 'W/"other"', 'nonsense', '', '"']) {
        const reply = await app.developer.get('/user/profile', {
          token: ada.key,
          headers: { 'if-none-match': known },
        });
        expect(reply.status).toBe(200);
        expect(reply.body.success).toBe(true);
      }
    });

    it('tells nothing to whoever may not read it', async () => {
      const reply = await app.developer.get('/user/profile', {
        headers: { 'if-none-match': '*' },
      });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('etag')).toBeNull();
    });

    it('answers HEAD as GET, without the body', async () => {
      const get = await app.developer.get('/user/profile', { token: ada.key });
      const head = (headers: Record<string, string>) =>
        app.developer.raw('HEAD', '/user/profile', undefined, { token: ada.key, headers });
      const whole = await head({});
      expect(whole.status).toBe(200);
      expect(whole.text).toBe('');
      for (const name of ['etag', 'content-length', 'content-type', 'cache-control']) {
        expect(whole.headers.get(name)).toBe(get.headers.get(name));
      }
      const known = await head({ 'if-none-match': get.headers.get('etag') ?? '' });
      expect(known.status).toBe(304);
    });

    it('holds for lists, whose pages have tags of their own', async () => {
      // Whose key calls nothing: that would change when it was used last.
      const idle = await developer(app);
      const list = (query: string, headers: Record<string, string> = {}) =>
        app.developer.get(`/api-keys${query}`, { token: idle.person.token, headers });
      const first = await list('?per_page=1');
      const tag = first.headers.get('etag') ?? '';
      expect((await list('?per_page=1', { 'if-none-match': tag })).status).toBe(304);
      expect((await list('?per_page=2', { 'if-none-match': tag })).status).toBe(200);
      await developer(app, { person: idle.person });
      expect((await list('?per_page=1', { 'if-none-match': tag })).status).toBe(200);
    });
  });

  describe('the avatar', () => {
    const avatar = (file: string) => app.root.raw('GET', `/avatars/${file}`, undefined);

    it('is a picture of its own, without a key, kept for good', async () => {
      const url = new URL((await profileOf(ada.key)).avatar_url as string);
      const reply = await app.root.raw('GET', url.pathname, undefined);
      expect(reply.status).toBe(200);
      expect(Object.fromEntries(reply.headers)).toMatchObject({
        'content-type': 'image/svg+xml; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
      });
      expect(reply.text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(reply.text).not.toContain(ada.person.email);
    });

    it('exists for every name, taken or not', async () => {
      const nobody = await avatar('learner-000000000000.svg');
      expect(nobody.status).toBe(200);
      expect((await avatar('learner-000000000000.svg')).text).toBe(nobody.text);
      expect((await avatar('learner-000000000001.svg')).text).not.toBe(nobody.text);
    });

    it.each(['ada', 'ada.png', '.svg', '..%2f..%2fetc.svg', 'A%20b.svg', `${'a'.repeat(65)}.svg`])(
      'is not there for %s',
      async (file) => expect((await avatar(file)).status).toBe(404),
    );
  });
});
