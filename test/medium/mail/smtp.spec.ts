import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { MailComposer } from '../../../src/platform/mail/mail-composer';
import type { SmtpServer } from '../../../src/platform/mail/mail-settings';
import { MailRefused, MailUndelivered } from '../../../src/platform/mail/mail.errors';
import type { Mail } from '../../../src/platform/mail/mailer';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer';
import { NetworkPolicy } from '../../../src/platform/network/network-policy';
import { selfSignedCertificate } from '../../support/certificate';
import { freePort } from '../../support/free-port';
import { mailServer, type MailServer, type MailServerOptions } from '../../support/mail-server';

const LOOPBACK = new NetworkPolicy(['127.0.0.0/8', '::1']);
const SENDER = {
  from: { name: 'Zoë at Trellis', address: 'no-reply@trellis.example' },
  replyTo: 'help@trellis.example',
};
const composer = new MailComposer('trellis.example');
/** For servers that are well: nobody is given up because the machine has much to do. */
const PATIENCE_MS = 30_000;
/** For servers that never answer. */
const DEADLINE_MS = 400;
/** After a deadline, the machine may have other things to do first. */
const AFTER_DEADLINE_MS = 20_000;

describe('mail over SMTP', () => {
  const servers: MailServer[] = [];
  const mailers: SmtpMailer[] = [];

  afterEach(async () => {
    for (const mailer of mailers.splice(0)) mailer.close();
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function started(options?: MailServerOptions): Promise<MailServer> {
    const server = await mailServer(options);
    servers.push(server);
    return server;
  }

  function mailerTo(
    server: Partial<SmtpServer> & { readonly port: number },
    { timeoutMs = PATIENCE_MS, network = LOOPBACK } = {},
  ): SmtpMailer {
    const mailer = new SmtpMailer({
      server: { host: '127.0.0.1', secure: false, credentials: null, isTrusted: false, ...server },
      network,
      name: 'trellis.example',
      timeoutMs,
    });
    mailers.push(mailer);
    return mailer;
  }

  async function send(mailer: SmtpMailer, mail: Partial<Mail> = {}): Promise<void> {
    const whole = { key: 'hello-1', to: 'ada@example.com', subject: 'Hello', text: 'Hi.', ...mail };
    await mailer.deliver(await composer.compose(whole, SENDER));
  }

  it('arrives as it was written', async () => {
    const server = await started();
    await send(mailerTo(server), {
      to: 'ada@example.com',
      subject: 'Grüße 🌱 und eine lange Zeile, die umgebrochen werden muss, weil sie so lang ist',
      text: 'First line\n.\nA line with a dot alone stands above. Ümläute.',
      html: '<p>Grüße 🌱</p>',
      headers: { 'List-Unsubscribe': '<https://trellis.example/u/1>' },
    });

    const [mail] = await server.mailsTo('ada@example.com');
    expect(mail).toMatchObject({ from: 'no-reply@trellis.example', to: ['ada@example.com'] });
    expect(mail?.email).toMatchObject({
      from: { name: 'Zoë at Trellis', address: 'no-reply@trellis.example' },
      to: [{ address: 'ada@example.com' }],
      replyTo: [{ address: 'help@trellis.example' }],
      subject: 'Grüße 🌱 und eine lange Zeile, die umgebrochen werden muss, weil sie so lang ist',
    });
    expect(mail?.email.text?.trim()).toBe(
      'First line\n.\nA line with a dot alone stands above. Ümläute.',
    );
    expect(mail?.email.html).toContain('<p>Grüße 🌱</p>');
    expect(mail?.email.headers).toContainEqual(
      expect.objectContaining({ key: 'list-unsubscribe', value: '<https://trellis.example/u/1>' }),
    );
  });

  it('has the same Message-ID for the same key, and only then', async () => {
    const server = await started();
    const mailer = mailerTo(server);
    await send(mailer, { key: 'one' });
    await send(mailer, { key: 'one', text: 'Changed.' });
    await send(mailer, { key: 'two' });

    const ids = server.mails.map(({ email }) => email.messageId);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@trellis\.example>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('goes over the same connection again, and over few at once', async () => {
    const server = await started();
    const mailer = mailerTo(server);
    await send(mailer);
    await send(mailer);
    expect(server.connections).toBe(1);

    await Promise.all(Array.from({ length: 40 }, (_, index) => send(mailer, { key: `m${index}` })));
    expect(server.mails).toHaveLength(42);
    expect(server.connections).toBeLessThanOrEqual(5);
  });

  it('takes a new connection when the server has ended the one before', async () => {
    // One that nobody takes for an outgoing connection while the server is away.
    const port = await freePort();
    const server = await started({ port });
    const mailer = mailerTo(server);
    await send(mailer, { key: 'before' });
    await server.stop();
    servers.splice(0);
    await expect(send(mailer, { key: 'away' })).rejects.toThrow(MailUndelivered);
    const again = await mailServer({ port });
    servers.push(again);

    await send(mailer, { key: 'after' });
    expect(again.mails).toHaveLength(1);
  });

  describe('to a server that is not well', () => {
    it('is refused for good after 5xx, to the recipient or to the content', async () => {
      const server = await started();
      const mailer = mailerTo(server);
      for (const at of ['recipient', 'content'] as const) {
        server.behave({ status: 550, at, words: '5.1.1 no such mailbox' });
        const failure = await send(mailer).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(MailRefused);
        expect((failure as MailRefused).reply).toMatch(/^550 5\.1\.1 no such mailbox/);
        expect((failure as MailRefused).reply).not.toContain('ada@example.com');
      }
      server.behave('accept');
      await send(mailer);
      expect(server.mails).toHaveLength(1);
    });

    it('stays undelivered after 4xx, a cut connection and no connection', async () => {
      const server = await started();
      const mailer = mailerTo(server);
      for (const behaviour of [
        { status: 451, at: 'recipient' },
        { status: 421, at: 'content' },
        'drop',
      ] as const) {
        server.behave(behaviour);
        const failure = await send(mailer).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(MailUndelivered);
        expect(JSON.stringify([String(failure), (failure as Error).cause])).not.toContain('ada@');
      }
      const nobody = mailerTo({ port: await freePort() });
      await expect(send(nobody)).rejects.toThrow(/refuses connections/);
    });

    it.each(['hang', 'silent'] as const)(
      'ends at its deadline when it goes %s, and the mail does not leave later',
      async (behaviour) => {
        const server = await started();
        server.behave(behaviour);
        // Enough for the next mail, even where the machine stands still for a while.
        const mailer = mailerTo(server, { timeoutMs: 10 * DEADLINE_MS });
        const begun = performance.now();
        await expect(send(mailer)).rejects.toThrow(MailUndelivered);
        expect(performance.now() - begun).toBeLessThan(AFTER_DEADLINE_MS);
        server.behave('accept');
        await send(mailer, { key: 'next' });
        expect(server.mails).toHaveLength(1);
      },
    );

    it('ends at its deadline when it sends a byte now and then', async () => {
      const drip = await dripping();
      const mailer = mailerTo({ port: drip.port }, { timeoutMs: DEADLINE_MS });
      const begun = performance.now();
      await expect(send(mailer)).rejects.toThrow(MailUndelivered);
      expect(performance.now() - begun).toBeLessThan(AFTER_DEADLINE_MS);
      await drip.stop();
    });

    it('is not tried any more for a while after five failures', async () => {
      const server = await started();
      server.behave('hang');
      const mailer = mailerTo(server, { timeoutMs: 200 });
      await Promise.all(
        Array.from({ length: 12 }, () => expect(send(mailer)).rejects.toThrow(MailUndelivered)),
      );
      const connections = server.connections;
      await expect(send(mailer)).rejects.toThrow(
        expect.objectContaining({ retryAfterSeconds: expect.any(Number) }),
      );
      expect(server.connections).toBe(connections);
    });

    it('is probed without sending anything', async () => {
      const server = await started();
      const mailer = mailerTo(server);
      await mailer.probe();
      server.behave('silent');
      const other = mailerTo(server, { timeoutMs: DEADLINE_MS });
      await expect(other.probe()).rejects.toThrow(MailUndelivered);
      expect(server.mails).toHaveLength(0);
    });
  });

  describe('with a password and TLS', () => {
    const certificate = selfSignedCertificate('localhost');
    const stranger = selfSignedCertificate('localhost');
    const user = { name: 'trellis', password: 'a secret of the mail server' };
    const credentials = { user: user.name, password: user.password };
    const known = getCACertificates('default');

    beforeAll(() => setDefaultCACertificates([...known, certificate.cert]));
    afterAll(() => setDefaultCACertificates(known));

    it('signs in after STARTTLS', async () => {
      const server = await started({ user, certificate });
      await send(mailerTo({ host: 'localhost', port: server.port, credentials }));
      expect(server.mails).toMatchObject([{ isEncrypted: true, user: 'trellis' }]);
    });

    it('speaks TLS from the first byte when told so', async () => {
      const server = await started({ user, certificate, isTlsFromTheStart: true });
      const mailer = mailerTo({ host: 'localhost', port: server.port, secure: true, credentials });
      await send(mailer);
      expect(server.mails).toMatchObject([{ isEncrypted: true, user: 'trellis' }]);
    });

    it('uses STARTTLS where it is offered, without a password and whoever signed', async () => {
      const server = await started({ certificate: stranger });
      await send(mailerTo({ host: 'localhost', port: server.port }));
      expect(server.mails).toMatchObject([{ isEncrypted: true, user: null }]);
    });

    it('never shows the password without TLS, or to a stranger', async () => {
      const plain = await started({ user });
      const strange = await started({ user, certificate: stranger });
      const overPlain = mailerTo({ host: 'localhost', port: plain.port, credentials });
      await expect(send(overPlain)).rejects.toThrow(MailUndelivered);
      const toStranger = mailerTo({ host: 'localhost', port: strange.port, credentials });
      await expect(send(toStranger)).rejects.toThrow(/certificate is not trusted/);
      expect([...plain.triedPasswords, ...strange.triedPasswords]).toEqual([]);
    });

    it('is undelivered, not refused, when the password is wrong', async () => {
      const server = await started({ user, certificate });
      const mailer = mailerTo({
        host: 'localhost',
        port: server.port,
        credentials: { ...credentials, password: 'another one' },
      });
      const failure = await send(mailer).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(MailUndelivered);
      expect(String(failure)).toContain('535');
      expect(server.mails).toEqual([]);
    });

    it('is undelivered, not refused, when a password is missing', async () => {
      const server = await started({ user, certificate });
      await expect(send(mailerTo({ host: 'localhost', port: server.port }))).rejects.toThrow(
        MailUndelivered,
      );
    });
  });

  describe('to a host in a private network', () => {
    it('is not sent, by address in any spelling or by name', async () => {
      const server = await started();
      const closed = new NetworkPolicy([]);
      for (const host of ['127.0.0.1', '127.1', '0x7f.1', '::ffff:127.0.0.1', 'localhost']) {
        const mailer = mailerTo({ host, port: server.port }, { network: closed });
        await expect(send(mailer)).rejects.toThrow(/private network/);
      }
      expect(server.connections).toBe(0);
    });

    it('is not sent when a name changes its mind after it was looked at', async () => {
      const server = await started();
      const answers = ['127.0.0.2', '127.0.0.1'];
      const rebinding = new NetworkPolicy(['127.0.0.2/32'], (_name, _options, callback) =>
        callback(null, [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]),
      );
      const mailer = mailerTo(
        { host: 'mail.example.org', port: server.port },
        { network: rebinding },
      );
      await expect(send(mailer)).rejects.toThrow(/refuses connections/);
      expect(answers).toEqual(['127.0.0.1']);
      await expect(send(mailer)).rejects.toThrow(/private network/);
      expect(server.connections).toBe(0);
    });

    it('is sent when the operator named the host', async () => {
      const server = await started();
      const mailer = mailerTo(
        { port: server.port, isTrusted: true },
        { network: new NetworkPolicy([]) },
      );
      await send(mailer);
      expect(server.mails).toHaveLength(1);
    });
  });

  it('cannot carry a second header, recipient or command', async () => {
    const server = await started();
    const mailer = mailerTo(server);
    const harmful: Partial<Mail>[] = [
      { to: 'ada@example.com\r\nBcc: eve@example.com' },
      { to: 'ada@example.com>\r\nRCPT TO:<eve@example.com' },
      { to: 'ada@example.com, eve@example.com' },
      { to: 'Ada <ada@example.com>' },
      { to: 'eve@example.com ada@example.com' },
      { subject: 'Hello\r\nBcc: eve@example.com' },
      { subject: 'Hello\nBcc: eve@example.com' },
      { subject: 'Hello\rBcc: eve@example.com' },
      { subject: 'Hello\u2028there' },
      { headers: { 'X-Note': 'a\r\nBcc: eve@example.com' } },
      { headers: { 'X-Note: a\r\nBcc': 'eve@example.com' } },
      { headers: { Bcc: 'eve@example.com' } },
      { headers: { to: 'eve@example.com' } },
      { headers: { 'Content-Type': 'text/html' } },
    ];
    for (const mail of harmful) {
      await expect(send(mailer, mail)).rejects.toThrow(MailRefused);
    }
    expect(server.mails).toEqual([]);
  });
});

/** Greets with one byte every 100 ms. */
async function dripping(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const timer = setInterval(() => socket.write('2'), 100);
    socket.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
