import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SettingSecrets } from '../../../src/domain/settings/setting-secrets';
import { Settings } from '../../../src/domain/settings/settings.service';
import { SecretDamaged } from '../../../src/platform/crypto/secret-box.errors';
import { MAILER, type Mailer } from '../../../src/platform/mail/mailer';
import { eventually } from '../../support/eventually';
import { mailServer, type MailServer } from '../../support/mail-server';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const PASSWORD = 'a password that only the seal knows';
/** How soon a change acts on every process, and what a busy machine needs on top. */
const EFFECTIVE_MS = 20_000;
/** Enough for a server that is well, even where the machine stands still for a while. */
const DEADLINE_MS = 5_000;
/** After a deadline, the machine may have other things to do first. */
const AFTER_DEADLINE_MS = 20_000;

let keys = 0;

async function mailFrom(app: TestApp, to: string): Promise<void> {
  keys += 1;
  const mailer = app.trellis.app.get<Mailer>(MAILER, { strict: false });
  await mailer.send({ key: `live-${keys}`, to, subject: 'Hello', text: 'Hi.' });
}

function put(app: TestApp, admin: Person, settings: Record<string, unknown>) {
  return app.coaching.put('/admin/settings', { category: 'email', settings }, admin);
}

function testMail(app: TestApp, admin: Person) {
  return app.coaching.post('/admin/settings/email/test', undefined, admin);
}

describe('the mail server of the settings', () => {
  let first: TestApp;
  let second: TestApp;
  let admin: Person;
  let server: MailServer;

  beforeAll(async () => {
    const environment = {
      PRIVATE_NETWORKS_ALLOWED: '127.0.0.0/8',
      SMTP_DEADLINE_MS: String(DEADLINE_MS),
    };
    server = await mailServer();
    first = await testApp({ environment });
    second = await testApp({
      database: first.database,
      environment: { ...environment, TRELLIS_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    });
    admin = await person(first, 'PLATFORM_ADMIN');
  });

  afterAll(async () => {
    await second.stop();
    await first.stop();
    await server.stop();
  });

  it('is none at first: mails are files that only we can read', async () => {
    await mailFrom(second, 'file@example.com');
    const folder = join(second.dataFolder, 'mailbox');
    const mails = await Promise.all(
      readdirSync(folder).map(async (name) => {
        expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
        return PostalMime.parse(readFileSync(join(folder, name)));
      }),
    );
    expect(mails.map(({ to }) => to?.[0]?.address)).toContain('file@example.com');
  });

  it('takes mails at once in the process that changed it', async () => {
    const reply = await put(first, admin, {
      smtp_host: server.host,
      smtp_port: server.port,
      from_name: 'Ivy Level',
      from_email: 'noreply@ivylevel.com',
      reply_to: 'help@ivylevel.com',
    });
    expect(reply.status).toBe(200);
    await mailFrom(first, 'at-once@example.com');
    const [mail] = await server.mailsTo('at-once@example.com');
    expect(mail?.email).toMatchObject({
      from: { name: 'Ivy Level', address: 'noreply@ivylevel.com' },
      replyTo: [{ address: 'help@ivylevel.com' }],
    });
  });

  it('takes mails of every other process soon', async () => {
    await eventually(
      async () => {
        await mailFrom(second, 'other-process@example.com');
        return server.mails.some(({ to }) => to.includes('other-process@example.com'));
      },
      Boolean,
      EFFECTIVE_MS,
    );

    const next = await mailServer();
    await put(first, admin, { smtp_port: next.port });
    await eventually(
      async () => {
        await mailFrom(second, 'next-server@example.com');
        return next.mails.length;
      },
      (arrived) => arrived > 0,
      EFFECTIVE_MS,
    );
    await put(first, admin, { smtp_port: server.port });
    await next.stop();
  });

  it('is tried by a mail to whoever asks', async () => {
    const reply = await testMail(first, admin);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ status: 'sent', recipient: admin.email });
    const mails = await server.mailsTo(admin.email);
    expect(mails.at(-1)?.email.subject).toBe('A test mail from Trellis');
  });

  it('is told apart from us when it refuses, in an error with its reason', async () => {
    for (const [behaviour, reason] of [
      [{ status: 550, words: '5.7.1 not from here' }, /550 5\.7\.1 not from here/],
      [{ status: 451, words: '4.3.0 later' }, /451 4\.3\.0 later/],
      ['drop', /connection was closed/],
    ] as const) {
      server.behave(behaviour);
      const reply = await testMail(first, admin);
      expect(reply.status).toBe(503);
      expect(reply.body.error.code).toBe('SERVICE_UNAVAILABLE');
      expect(reply.body.error.message).toMatch(reason);
    }
    server.behave('accept');
  });

  it('holds nobody up when it hangs: mails end at their deadline, others go on', async () => {
    server.behave('hang');
    const begun = performance.now();
    const hanging = testMail(first, admin).then((reply) => ({
      reply,
      afterMs: performance.now() - begun,
    }));
    const other = first.coaching.get('/admin/settings/email', admin);
    const earlier = await Promise.race([hanging.then(() => 'the mail'), other.then(() => 'other')]);
    expect(earlier).toBe('other');
    expect((await other).status).toBe(200);
    const { reply, afterMs } = await hanging;
    expect(reply.status).toBe(503);
    expect(afterMs).toBeLessThan(AFTER_DEADLINE_MS);

    while (!(await failsAtOnce())) expect(performance.now() - begun).toBeLessThan(60_000);
    server.behave('accept');
  });

  /** Whether the breaker is open: the failure doesn't come from the server. */
  async function failsAtOnce(): Promise<boolean> {
    const before = server.connections;
    const reply = await testMail(first, admin);
    expect(reply.status).toBe(503);
    return server.connections === before;
  }

  it('is tried afresh after the settings changed, whatever the breaker thought', async () => {
    // Another spelling is another server.
    expect((await put(first, admin, { smtp_host: '127.1' })).status).toBe(200);
    expect((await testMail(first, admin)).status).toBe(200);
  });

  it('keeps its password sealed for its place, and sealed anew under a new key', async () => {
    await put(first, admin, { smtp_password: PASSWORD });
    const secrets = second.trellis.app.get(SettingSecrets, { strict: false });
    const stored = async () => {
      const [row] = await first.database.query<{
        category: string;
        field: string;
        version: number;
        ciphertext: Buffer;
        nonce: Buffer;
        keyId: string;
      }>('SELECT *, key_id AS "keyId" FROM setting_secrets');
      if (row === undefined) throw new Error('No secret is stored.');
      return row;
    };
    const before = await stored();
    expect(secrets.open(before)).toBe(PASSWORD);
    for (const elsewhere of [{ field: 'smtp_user' }, { category: 'general' }, { version: 1 }]) {
      expect(() => secrets.open({ ...before, ...elsewhere })).toThrow(SecretDamaged);
    }

    expect(await secrets.rotate()).toBe(1);
    const after = await stored();
    expect(after.keyId).not.toBe(before.keyId);
    expect(secrets.open(after)).toBe(PASSWORD);
    expect(await secrets.rotate()).toBe(0);
    const settings = second.trellis.app.get(Settings, { strict: false });
    await settings.refresh();
    expect((await settings.current('email')).smtp_password).toBe(PASSWORD);
  });
});

describe('the mail server of the environment', () => {
  let app: TestApp;
  let admin: Person;
  let server: MailServer;

  beforeAll(async () => {
    server = await mailServer();
    app = await testApp({
      environment: {
        SMTP_URL: `smtp://localhost:${server.port}`,
        MAIL_FROM: 'Campus <campus@example.org>',
      },
    });
    admin = await person(app, 'PLATFORM_ADMIN');
  });

  afterAll(async () => {
    await app.stop();
    await server.stop();
  });

  it('is used while the settings name none, in a private network too', async () => {
    await mailFrom(app, 'environment@example.com');
    const [mail] = await server.mailsTo('environment@example.com');
    expect(mail?.email.from).toMatchObject({ name: 'Campus', address: 'campus@example.org' });
    const { body } = await app.coaching.get('/admin/settings/email', admin);
    expect(body.settings).toMatchObject({ smtp_host: 'localhost', smtp_port: server.port });
  });

  it('is no leave to call other ports or names of a private network', async () => {
    const other = await mailServer();
    for (const settings of [
      { smtp_port: other.port },
      { smtp_port: server.port, smtp_host: 'LOCALHOST' },
    ]) {
      expect((await put(app, admin, settings)).status).toBe(200);
      const arrived = server.connections;
      const reply = await testMail(app, admin);
      expect(reply.status).toBe(503);
      expect(reply.body.error.message).toMatch(/private network/);
      expect([other.connections, server.connections]).toEqual([0, arrived]);
    }
    await put(app, admin, { smtp_host: null, smtp_port: null });
    expect((await testMail(app, admin)).status).toBe(200);
    await other.stop();
  });
});
