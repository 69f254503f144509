import type { HttpClient } from '../../support/http-client';
import { mailServer, type MailServer } from '../../support/mail-server';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const NEXT_PASSWORD = 'a much better phrase';

describe('An account whose owner reads their mail', () => {
  let app: TestApp;
  let server: MailServer;

  beforeAll(async () => {
    server = await mailServer();
    app = await testApp({ environment: { SMTP_URL: `smtp://${server.host}:${server.port}` } });
  });
  afterAll(async () => {
    await app.stop();
    await server.stop();
  });

  /** The token of the link to that page in the newest mail to the address. */
  async function tokenFor(email: string, page: string, count = 1): Promise<string> {
    const mails = await server.mailsTo(email, count);
    const text = mails.at(-1)?.email.text ?? '';
    const [, token] = new RegExp(`/account/${page}#token=(\\S+)`).exec(text) ?? [];
    if (token === undefined) throw new Error(`No link to ${page} in: ${text}`);
    return token;
  }

  const queued = (of: Person) =>
    app.database.query<{ template: string }>(
      'SELECT template FROM email_messages WHERE user_id = $1 ORDER BY created_at',
      [of.id],
    );
  const isVerified = async (of: Person) => {
    const [row] = await app.database.query<{ at: Date | null }>(
      'SELECT email_verified_at AS at FROM users WHERE id = $1',
      [of.id],
    );
    return row?.at !== null;
  };
  /** Lets a person ask for a further mail without waiting five minutes. */
  const forgetMails = (of: Person) =>
    app.database.query('DELETE FROM email_messages WHERE user_id = $1', [of.id]);
  async function signInStatus(of: Person, password: string): Promise<number> {
    return (await app.learning.post('/auth/login', { email: of.email, password })).status;
  }

  it('greets newcomers in plain text and HTML, and with no link to unsubscribe', async () => {
    const newcomer = await person(app);
    const [mail] = await server.mailsTo(newcomer.email);
    expect(mail?.email.subject).toBe('Welcome to Trellis');
    expect(mail?.email.text).toMatch(/^Hello Person \d+,/);
    expect(mail?.email.html).toMatch(/<a class="action" href="[^"]+\/account\/verify#token=tra_/);
    expect(mail?.email.headers.map(({ key }) => key)).not.toContain('list-unsubscribe');
    expect(mail?.email.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
  });

  it('stores no token in clear', async () => {
    const newcomer = await person(app);
    const token = await tokenFor(newcomer.email, 'verify');
    const rows = await app.database.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM account_tokens t WHERE user_id = $1
       UNION ALL SELECT to_jsonb(m)::text FROM email_messages m WHERE user_id = $1`,
      [newcomer.id],
    );
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(rows.map(({ row }) => row).join('')).not.toContain(token.slice(4));
  });

  describe.each(['coaching', 'learning'] as const)('at the %s contract', (surface) => {
    let api: HttpClient;
    const invalid = surface === 'coaching' ? 400 : 422;

    beforeAll(() => {
      api = app[surface];
    });

    it('is verified by the link of the mail, once', async () => {
      const newcomer = await person(app);
      const token = await tokenFor(newcomer.email, 'verify');
      expect(await isVerified(newcomer)).toBe(false);
      const reply = await api.post('/auth/verify-email', { token });
      expect([reply.status, reply.body]).toEqual([200, { email_verified: true }]);
      expect(await isVerified(newcomer)).toBe(true);
      expect((await api.post('/auth/verify-email', { token })).status).toBe(invalid);
    });

    it('gets one further mail in five minutes, and none once it is verified', async () => {
      const newcomer = await person(app);
      await server.mailsTo(newcomer.email);
      for (let round = 0; round < 3; round += 1) {
        const reply = await api.post('/auth/verify-email/resend', undefined, newcomer);
        expect([reply.status, reply.body]).toEqual([200, { status: 'sent' }]);
      }
      const templates = (await queued(newcomer)).map(({ template }) => template);
      expect([...new Set(templates)]).toEqual(['welcome', 'verify-email']);
      // Two where five minutes were just over.
      expect(templates.length).toBeLessThanOrEqual(3);
      const token = await tokenFor(newcomer.email, 'verify', templates.length);
      await api.post('/auth/verify-email', { token });
      const later = await api.post('/auth/verify-email/resend', undefined, newcomer);
      expect(later.body).toEqual({ status: 'already_verified' });
      expect((await api.post('/auth/verify-email/resend')).status).toBe(401);
    });

    it('is told of a lost password in the same words whether anybody has the address', async () => {
      const owner = await person(app);
      const known = await api.post('/auth/forgot-password', { email: owner.email.toUpperCase() });
      const unknown = await api.post('/auth/forgot-password', { email: 'nobody@example.com' });
      expect(known.status).toBe(200);
      expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
      expect(await queued(owner)).toContainEqual({ template: 'reset-password' });
      expect((await api.post('/auth/forgot-password', { email: 'nobody' })).status).toBe(invalid);
      expect((await api.post('/auth/forgot-password', {})).status).toBe(invalid);
    });

    it('opens to a new password, once, and every sign-in ends', async () => {
      const owner = await person(app);
      await server.mailsTo(owner.email);
      await api.post('/auth/forgot-password', { email: owner.email });
      const token = await tokenFor(owner.email, 'reset', 2);
      const weak = { token, new_password: 'password1234' };
      expect((await api.post('/auth/reset-password', weak)).status).toBe(invalid);
      const replies = await Promise.all(
        [0, 1, 2].map(() =>
          api.post('/auth/reset-password', { token, new_password: NEXT_PASSWORD }),
        ),
      );
      expect(replies.map(({ status }) => status).toSorted()).toEqual([200, invalid, invalid]);
      expect(replies.find(({ status }) => status === 200)?.body).toEqual({
        status: 'password_set',
      });
      expect((await app.learning.get('/users/me', { token: owner.token })).status).toBe(401);
      expect(await signInStatus(owner, owner.password)).toBe(401);
      expect(await signInStatus(owner, NEXT_PASSWORD)).toBe(200);
      expect(await isVerified(owner)).toBe(true);
    });

    it('takes an older link for a new password no more once there is a newer one', async () => {
      const owner = await person(app);
      await server.mailsTo(owner.email);
      await api.post('/auth/forgot-password', { email: owner.email });
      const older = await tokenFor(owner.email, 'reset', 2);
      await forgetMails(owner);
      await api.post('/auth/forgot-password', { email: owner.email });
      const newer = await tokenFor(owner.email, 'reset', 3);
      const reset = (token: string) =>
        api.post('/auth/reset-password', { token, new_password: NEXT_PASSWORD });
      expect((await reset(older)).status).toBe(invalid);
      expect((await reset(newer)).status).toBe(200);
    });

    it('takes no link that was made for something else, is too old, or is made up', async () => {
      const owner = await person(app);
      const token = await tokenFor(owner.email, 'verify');
      const reset = (what: string) =>
        api.post('/auth/reset-password', { token: what, new_password: NEXT_PASSWORD });
      expect((await reset(token)).status).toBe(invalid);
      expect((await reset('tra_made-up')).status).toBe(invalid);
      const accept = { token, password: NEXT_PASSWORD };
      expect((await api.post('/auth/accept-invitation', accept)).status).toBe(invalid);
      await app.database.query(
        `UPDATE account_tokens SET expires_at = now() - interval '1 second' WHERE user_id = $1`,
        [owner.id],
      );
      expect((await api.post('/auth/verify-email', { token })).status).toBe(invalid);
      expect(await signInStatus(owner, owner.password)).toBe(200);
    });

    it('is not verified by a link to an address that it had before', async () => {
      const owner = await person(app);
      const token = await tokenFor(owner.email, 'verify');
      await app.database.query('UPDATE users SET email = $2 WHERE id = $1', [
        owner.id,
        `moved-${owner.email}`,
      ]);
      expect((await api.post('/auth/verify-email', { token })).status).toBe(invalid);
    });

    it('is entered by an invitation with a first password', async () => {
      const admin = await person(app, 'PLATFORM_ADMIN');
      const invited = await person(app);
      await server.mailsTo(invited.email);
      await app.coaching.post(
        '/email/send',
        { to: { user_id: invited.uuid }, template: 'invitation' },
        admin,
      );
      const token = await tokenFor(invited.email, 'invitation', 2);
      const reply = await api.post('/auth/accept-invitation', { token, password: NEXT_PASSWORD });
      expect([reply.status, reply.body]).toEqual([200, { status: 'password_set' }]);
      expect(await signInStatus(invited, NEXT_PASSWORD)).toBe(200);
      expect(await isVerified(invited)).toBe(true);
    });
  });

  it('takes no older link for a new password once the password was changed otherwise', async () => {
    const owner = await person(app);
    await server.mailsTo(owner.email);
    await app.learning.post('/auth/forgot-password', { email: owner.email });
    const token = await tokenFor(owner.email, 'reset', 2);
    const changed = await app.learning.post(
      '/users/me/password',
      { current_password: owner.password, new_password: NEXT_PASSWORD },
      { token: owner.token },
    );
    expect(changed.status).toBeLessThan(300);
    const reset = { token, new_password: 'yet another phrase' };
    expect((await app.learning.post('/auth/reset-password', reset)).status).toBe(422);
  });

  it('gets no mail for a new password while it is disabled', async () => {
    const owner = await person(app);
    await app.database.query('UPDATE users SET is_active = false WHERE id = $1', [owner.id]);
    const reply = await app.coaching.post('/auth/forgot-password', { email: owner.email });
    expect(reply.status).toBe(200);
    expect(await queued(owner)).toEqual([{ template: 'welcome' }]);
  });

  it.each(['verify', 'reset', 'invitation', 'consent', 'withdrawal', 'unsubscribe'])(
    'has a page for %s that loads nothing from elsewhere',
    async (page) => {
      const reply = await app.root.get(`/account/${page}`);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
      expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
      expect(reply.text).toMatch(/<html lang="en">[\s\S]*<h1>[\s\S]*role="status"/);
      expect(reply.text).not.toMatch(/<script(?! src="account\.js")|style=| on\w+=|https?:/);
      const script = await app.root.get('/account/account.js');
      expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(() => new Function(script.text)).not.toThrow();
      const [, calls = ''] = /data-calls="([^"]+)"/.exec(reply.text) ?? [];
      const called = await app.root.post(`/${calls.replace('{token}', 'none')}`, {});
      expect(called.status).toBe(400);
    },
  );

  it('has no other pages', async () => {
    expect((await app.root.get('/account/passwords')).status).toBe(404);
    expect((await app.root.get('/account/constructor')).status).toBe(404);
  });
});
