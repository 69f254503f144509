import { setTimeout as sleep } from 'node:timers/promises';
import { newKeyText } from '../../../src/domain/api-keys/key-text';
import { developer } from '../../support/developers';
import { ERROR_SHAPES, LEAKS } from '../../support/error-shapes';
import { eventually } from '../../support/eventually';
import { mailServer, type MailServer, type ReceivedMail } from '../../support/mail-server';
import { exchange } from '../../support/raw-connection';
import { seededNumbers } from '../../support/fuzz/seeded-choice';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

/** What a process may believe of a key that was just revoked, by contract. */
const BELIEVED_MS = 1_000;
const DEADLINE_MS = 20_000;

const nextNumber = seededNumbers('authorization headers');

/** A header with a key in it that is cut, repeated or mixed with other bytes somewhere. */
function randomHeader(key: string): string {
  const upTo = (most: number): number => Math.floor(nextNumber() * most);
  const noise = (): string =>
    String.fromCharCode(...Array.from({ length: 1 + upTo(6) }, () => 0x21 + upTo(0x5e)));
  const at = 1 + upTo(key.length - 1);
  const [begin, end] = [key.slice(0, at), key.slice(at)];
  const texts = [begin + noise() + end, noise() + key, key + noise(), begin, end, end + begin];
  return `${upTo(4) === 0 ? noise() : 'Bearer'} ${texts[upTo(texts.length)]}`;
}

describe('An API key in the hands of a program', () => {
  let app: TestApp;
  /** Another process at the same database, behind a proxy that it trusts. */
  let second: TestApp;
  let server: MailServer;

  beforeAll(async () => {
    server = await mailServer();
    app = await testApp({ environment: { SMTP_URL: `smtp://${server.host}:${server.port}` } });
    second = await testApp({
      database: app.database,
      environment: {
        TRUSTED_PROXIES: '127.0.0.1/32',
        SMTP_URL: `smtp://${server.host}:${server.port}`,
      },
    });
  });
  afterAll(async () => {
    await second.stop();
    await app.stop();
    await server.stop();
  });

  const ask = async (key: string, at: TestApp = app, headers = {}) => {
    const { status, body } = await at.developer.get('/user/profile', { token: key, headers });
    return [status, body.error?.code];
  };
  /** Waits until a key is answered so; what a process believes is a second old at most. */
  const becomes = (key: string, status: number, code?: string, at: TestApp = app) =>
    eventually(
      () => ask(key, at),
      (answer) => answer[0] === status && answer[1] === code,
      DEADLINE_MS,
    );
  const revoke = ({ keyId, person: { token } }: Awaited<ReturnType<typeof developer>>) =>
    app.developer
      .get('/api-keys', { token })
      .then(({ body }) => app.developer.delete(`/api-keys/${body.data[0].id}`, { token }))
      .then(({ status }) => [keyId, status]);

  describe('is refused, with a code of its own,', () => {
    it.each(['trl_live_', 'trl_live_0123', 'sk-something', 'null', `${newKeyText()}x`])(
      'as %s, which is no key',
      async (text) => expect(await ask(text)).toEqual([401, 'api_key_invalid']),
    );

    it('when nobody has it', async () => {
      expect(await ask(newKeyText())).toEqual([401, 'api_key_invalid']);
    });

    it('when it was revoked, here at once', async () => {
      const held = await developer(app);
      expect(await ask(held.key)).toEqual([200, undefined]);
      expect(await revoke(held)).toEqual([held.keyId, 204]);
      expect(await ask(held.key)).toEqual([401, 'api_key_revoked']);
    });

    it('when its end has come', async () => {
      const { key, keyId } = await developer(app);
      expect(await ask(key)).toEqual([200, undefined]);
      await app.database.query(
        `UPDATE api_keys SET expires_at = now() + interval '1 second' WHERE id = $1`,
        [keyId],
      );
      await becomes(key, 401, 'api_key_expired');
    });

    it('when it was rotated and the grace is over', async () => {
      const held = await developer(app);
      const { token } = held.person;
      const { body } = await app.developer.get('/api-keys', { token });
      const path = `/api-keys/${body.data[0].id}/rotate`;
      const rotated = await app.developer.post(path, { grace_seconds: 1 }, { token });
      await becomes(held.key, 401, 'api_key_rotated');
      expect(await ask(rotated.body.data.key)).toEqual([200, undefined]);
    });

    it('while the account of its owner is closed', async () => {
      const { key, person: owner } = await developer(app);
      const setOpen = (isOpen: boolean) =>
        app.database.query('UPDATE users SET is_active = $2 WHERE id = $1', [owner.id, isOpen]);
      expect(await ask(key)).toEqual([200, undefined]);
      await setOpen(false);
      await becomes(key, 401, 'api_key_invalid');
      await setOpen(true);
      await becomes(key, 200);
    });

    it('when the account of its owner is gone', async () => {
      const { key, person: owner } = await developer(app);
      expect(await ask(key)).toEqual([200, undefined]);
      await app.database.query('DELETE FROM users WHERE id = $1', [owner.id]);
      const reply = await eventually(
        () => app.developer.raw('GET', '/user/profile', undefined, { token: key }),
        ({ status }) => status === 401,
        DEADLINE_MS,
      );
      expect(reply.body.error.code).toBe('api_key_invalid');
    });

    it('without the permission of the route, which the message names', async () => {
      const { key } = await developer(app, { permissions: ['read:tasks', 'use:ai'] });
      const reply = await app.developer.get('/user/profile', { token: key });
      expect([reply.status, reply.body.error.code]).toEqual([403, 'insufficient_permission']);
      expect(reply.body.error.message).toContain('read:user');
    });
  });

  it('is refused everywhere within a second of its revocation', async () => {
    for (let round = 0; round < 3; round += 1) {
      const held = await developer(app);
      expect(await ask(held.key, second)).toEqual([200, undefined]);
      const starts: number[] = [];
      const latest = performance.now() + 20_000;
      const asking = (async () => {
        for (;;) {
          const start = performance.now();
          const [status] = await ask(held.key, second);
          if (status !== 200 || start > latest) return;
          starts.push(start);
        }
      })();
      await sleep(100 * round);
      await revoke(held);
      const revokedAt = performance.now();
      await asking;
      expect(starts.length).toBeGreaterThan(0);
      expect(Math.max(...starts) - revokedAt).toBeLessThan(BELIEVED_MS);
      expect(await ask(held.key, second)).toEqual([401, 'api_key_revoked']);
    }
  });

  describe('costs', () => {
    let counter: StatementCounter;
    beforeAll(() => {
      counter = new StatementCounter(/api_key/);
    });
    afterAll(() => counter.remove());

    it('one query where it is asked for the first time', async () => {
      const cost = counter.least(async () => {
        const { key } = await developer(second, { permissions: ['use:ai'] });
        await ask(key);
      });
      // The key's own row and the note of its first use besides.
      expect(await cost).toBeLessThanOrEqual(2);
      expect(await cost).toBeGreaterThan(0);
    });

    it('no query when it is no key', async () => {
      const wrong = `${newKeyText().slice(0, -1)}-`;
      const mistyped = newKeyText().replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
      for (const text of [wrong, mistyped, 'x', 'trl_live_'.repeat(400)]) {
        expect(await counter.least(async () => void (await ask(text)))).toBe(0);
      }
    });

    it('no query while it is in steady use', async () => {
      const { key } = await developer(app, { permissions: ['use:ai'] });
      await ask(key);
      expect(await counter.least(async () => void (await ask(key)))).toBe(0);
    });
  });

  describe('that is bound to addresses', () => {
    const bound = async (...addresses: string[]) => {
      const held = await developer(app);
      await app.database.query('UPDATE api_keys SET allowed_addresses = $2 WHERE id = $1', [
        held.keyId,
        addresses,
      ]);
      return held.key;
    };
    const REFUSED = [403, 'api_key_address_not_allowed'];
    const from = (address: string) => ({ 'x-forwarded-for': address });

    it('works from them alone', async () => {
      expect(await ask(await bound('127.0.0.0/8'))).toEqual([200, undefined]);
      expect(await ask(await bound('10.0.0.0/8', '::1'))).toEqual(REFUSED);
    });

    it('counts the address that a trusted proxy saw, in either family', async () => {
      const key = await bound('203.0.113.0/24', '2001:db8::/32');
      expect(await ask(key, second, from('203.0.113.9'))).toEqual([200, undefined]);
      expect(await ask(key, second, from('2001:db8::1'))).toEqual([200, undefined]);
      expect(await ask(key, second, from('::ffff:203.0.113.9'))).toEqual([200, undefined]);
      expect(await ask(key, second, from('198.51.100.1'))).toEqual(REFUSED);
      expect(await ask(key, second, from('203.0.113.9, 198.51.100.1'))).toEqual(REFUSED);
      expect(await ask(key, second, from('nonsense'))).toEqual(REFUSED);
    });

    it('does not believe an address that nobody trusted wrote', async () => {
      const key = await bound('203.0.113.0/24');
      expect(await ask(key, app, from('203.0.113.9'))).toEqual(REFUSED);
    });
  });

  describe('and the token of a sign-in', () => {
    it('don’t replace each other', async () => {
      const { key, person: owner } = await developer(app);
      const profile = await app.developer.get('/user/profile', { token: owner.token });
      expect([profile.status, profile.body.error.code]).toEqual([401, 'api_key_invalid']);
      expect(profile.body.error.message).toContain('POST /v1/api-keys');
      const replies = [
        await app.developer.get('/api-keys', { token: key }),
        await app.developer.post(
          '/api-keys',
          { name: 'More', permissions: ['use:ai'] },
          { token: key },
        ),
        await app.learning.get('/users/me', { token: key }),
        await app.coaching.get(`/students/${owner.uuid}`, { token: key }),
        await app.root.get(`/v2/students/${owner.uuid}`, { token: key }),
      ];
      expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
      expect(replies.map(({ text }) => text).join()).not.toContain(key.slice(9));
    });

    it('are both asked for when there is none', async () => {
      const reply = await app.developer.get('/user/profile');
      expect([reply.status, reply.body.error.code]).toEqual([401, 'unauthorized']);
      expect(reply.body.error.message).toContain('Bearer trl_live_');
    });
  });

  describe('in an address', () => {
    const QUERIES = (key: string): string[] => [
      `api_key=${key}`,
      `API_KEY=x`,
      `key=${key}`,
      `access_token=abc`,
      `token=abc`,
      `whatever=${key}`,
      `whatever=%74rl_live_${key.slice(9)}`,
      `a=1&b=see+${key}+there`,
      key,
    ];

    it('is refused, whether it works or not, and the reply says to revoke it', async () => {
      const { key } = await developer(app);
      for (const path of ['/user/profile', '/api-keys', '/nothing']) {
        for (const query of QUERIES(key)) {
          for (const options of [{}, { token: key }]) {
            const reply = await app.developer.raw('GET', `${path}?${query}`, undefined, options);
            expect([query, reply.status, reply.body.error.code]).toEqual([
              query,
              400,
              'api_key_in_query',
            ]);
            expect(reply.body.error.message).toContain('revoke');
            expect(reply.text).not.toContain(key.slice(9));
          }
        }
      }
    });

    it('is refused at the other contracts in their own words', async () => {
      const { key, person: owner } = await developer(app);
      const learning = await app.learning.get(`/courses?search=${key}`, owner);
      expect([learning.status, learning.body.detail]).toEqual([
        400,
        expect.stringContaining('revoke'),
      ]);
      const coaching = await app.coaching.get(`/students?x=${key}`, owner);
      expect([coaching.status, coaching.body.error.message]).toEqual([
        400,
        expect.stringContaining('revoke'),
      ]);
    });
  });

  describe('that was found by a stranger', () => {
    const report = (body: object) => app.developer.post('/leaked-keys', body);
    const RECEIVED = { success: true, data: { received: true } };

    it('stops at once and for good; its owner is told, by mail and in the list', async () => {
      const { key, keyId, person: owner } = await developer(app);
      expect(await ask(key)).toEqual([200, undefined]);
      const reply = await report({
        key,
        source_url: `https://example.com/paste?k=${key}`,
        note: `Look: ${key}`,
      });
      expect([reply.status, reply.body]).toEqual([200, RECEIVED]);
      expect(await ask(key)).toEqual([401, 'api_key_revoked']);
      const { body } = await app.developer.get('/api-keys', { token: owner.token });
      expect(body.data[0]).toMatchObject({
        status: 'revoked',
        revoked_because: 'leaked',
        leak: { source_url: 'https://example.com/paste?k=trl_live_…', note: 'Look: trl_live_…' },
      });
      const isOfLeak = ({ email }: ReceivedMail) => email.subject?.includes('leaked') ?? false;
      const mails = await eventually(
        () => server.mailsTo(owner.email),
        (all) => all.some(isOfLeak),
        DEADLINE_MS,
      );
      const mail = mails.find(isOfLeak);
      expect(mail?.email.text).toContain(`${key.slice(0, 13)}…${key.slice(-4)}`);
      expect(mail?.email.text).not.toContain('example.com/paste');
      const entries = await app.database.query<{ actor_id: number | null; action: string }>(
        `SELECT actor_id, action FROM audit_entries WHERE subject_ids @> ARRAY[$1::text]`,
        [keyId],
      );
      expect(entries).toEqual([{ actor_id: null, action: 'api_key.leak' }]);
    });

    it('is answered as any other text, and reported once', async () => {
      const held = await developer(app);
      await report({ key: held.key });
      const texts = [held.key, newKeyText(), 'trl_live_nonsense', '', 'x'.repeat(500)];
      for (const key of texts) {
        const reply = await report({ key });
        expect([reply.status, reply.body]).toEqual([200, RECEIVED]);
      }
      const [row] = await app.database.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM api_key_reports WHERE api_key_id = $1`,
        [held.keyId],
      );
      expect(row?.count).toBe(1);
    });

    it('ends alone when a newer secret had taken its place', async () => {
      const held = await developer(app);
      const { token } = held.person;
      const { body } = await app.developer.get('/api-keys', { token });
      const rotated = await app.developer.post(
        `/api-keys/${body.data[0].id}/rotate`,
        {},
        { token },
      );
      await report({ key: held.key });
      expect(await ask(held.key)).toEqual([401, 'api_key_rotated']);
      expect(await ask(rotated.body.data.key)).toEqual([200, undefined]);
    });

    it.each([
      ['no key', {}, 'key'],
      ['a key that is no text', { key: 7 }, 'key'],
      ['a key that is too long', { key: 'x'.repeat(501) }, 'key'],
      ['an address that runs', { key: 'x', source_url: 'javascript:alert(1)' }, 'source_url'],
      ['a note that is too long', { key: 'x', note: 'n'.repeat(1_001) }, 'note'],
    ])('is not taken from a report with %s', async (_, body, field) => {
      const reply = await report(body);
      expect([reply.status, reply.body.error.details.join()]).toEqual([
        400,
        expect.stringContaining(field),
      ]);
    });
  });

  it('ends when its owner sets a new password by mail, and not with a change of it', async () => {
    const { key, person: owner } = await developer(app);
    const next = 'a wholly different phrase';
    await app.learning.post(
      '/users/me/password',
      { current_password: owner.password, new_password: next },
      owner,
    );
    await sleep(BELIEVED_MS);
    expect(await ask(key)).toEqual([200, undefined]);
    await app.coaching.post('/auth/forgot-password', { email: owner.email });
    const mails = await eventually(
      () => server.mailsTo(owner.email),
      (all) => all.some(({ email }) => email.text?.includes('/account/reset#token=')),
      DEADLINE_MS,
    );
    const text = mails.map(({ email }) => email.text).join('\n');
    const [, token] = /\/account\/reset#token=(\S+)/.exec(text) ?? [];
    const reset = await app.coaching.post('/auth/reset-password', {
      token,
      new_password: 'yet another phrase',
    });
    expect(reset.status).toBe(200);
    expect(await ask(key)).toEqual([401, 'api_key_revoked']);
    await eventually(
      () => server.mailsTo(owner.email),
      (all) => all.some(({ email }) => email.subject === 'Your API keys were revoked'),
      DEADLINE_MS,
    );
  });

  it('is noted as used, once a minute', async () => {
    const { key, keyId } = await developer(app);
    const usedAt = async () => {
      const [row] = await app.database.query<{ at: Date | null }>(
        'SELECT last_used_at AS at FROM api_keys WHERE id = $1',
        [keyId],
      );
      return row?.at?.getTime() ?? 0;
    };
    const setUsed = (seconds: number) =>
      app.database.query(
        `UPDATE api_keys SET last_used_at = now() - make_interval(secs => $2) WHERE id = $1`,
        [keyId, seconds],
      );
    await ask(key);
    await eventually(usedAt, (at) => at > Date.now() - 60_000, DEADLINE_MS);
    await setUsed(30);
    const before = await usedAt();
    for (let count = 0; count < 5; count += 1) {
      await ask(key, count % 2 === 0 ? app : second);
      await sleep(BELIEVED_MS / 4);
    }
    expect(await usedAt()).toBe(before);
    await setUsed(120);
    await sleep(BELIEVED_MS);
    await ask(key);
    await eventually(usedAt, (at) => at > Date.now() - 60_000, DEADLINE_MS);
  });

  it('is refused in every broken Authorization header, and the reply is the contract’s', async () => {
    const { key } = await developer(app);
    const headers = [
      '',
      'Bearer',
      'Bearer ',
      `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      key,
      `Token ${key}`,
      `Bearer ${key} ${key}`,
      `Bearer ${key},`,
      `Bearer "${key}"`,
      `Bearer ${key.toUpperCase()}`,
      `Bearer ${key.slice(0, 20)}`,
      `Bearer ${'a'.repeat(5_000)}`,
      `Bearer ${'.'.repeat(100)}`,
      'Bearer a.b.c',
      'Bearer eyJhbGciOiJub25lIn0.e30.',
      'Bearer \u00e9\u00ff',
      'Bearer __proto__',
      `Bearer ${key}\u00a0`,
      `, Bearer ${key}`,
      ...Array.from({ length: 60 }, () => randomHeader(key)),
    ];
    for (const header of headers) {
      const bytes = Buffer.from(
        `GET /v1/user/profile HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${header}\r\n\r\n`,
        'latin1',
      );
      const reply = await exchange(app.baseUrl, bytes);
      expect([header, reply.status]).toEqual([header, 401]);
      expect(JSON.parse(reply.body)).toEqual(ERROR_SHAPES.developer(401));
      expect(reply.body).not.toMatch(LEAKS);
      expect(reply.body).not.toContain(key.slice(9));
    }
    expect(await ask(key)).toEqual([200, undefined]);
  });
});
