import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { dnsResolver } from '../../../src/platform/network/dns-resolver';
import { guardedPost, type PostFailed } from '../../../src/platform/network/guarded-post';
import { NetworkPolicy, type Resolver } from '../../../src/platform/network/network-policy';
import { selfSignedCertificate } from '../../support/certificate';
import { eventually } from '../../support/eventually';
import { NameServer } from '../../support/name-server';
import { WebhookReceiver } from '../../support/webhook-receiver';

const LOOPBACK = ['127.0.0.0/8'];

/** A name that leads somewhere else at each question: what rebinding is. */
function changing(...answers: string[][]): Resolver & { asked: number } {
  const resolver = Object.assign(
    ((_hostname, _options, callback) => {
      const addresses = answers[Math.min(resolver.asked, answers.length - 1)] ?? [];
      resolver.asked += 1;
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    }) as Resolver,
    { asked: 0 },
  );
  return resolver;
}

describe('A guarded post', () => {
  const receivers: WebhookReceiver[] = [];
  const servers: Server[] = [];

  afterEach(async () => {
    for (const one of receivers.splice(0)) await one.stop();
    for (const server of servers.splice(0)) server.close();
  });

  async function receiver(): Promise<WebhookReceiver> {
    const started = await WebhookReceiver.start();
    receivers.push(started);
    return started;
  }

  function post(network: NetworkPolicy, url: string, deadlineMs = 10_000) {
    const { signal } = new AbortController();
    const headers = { 'content-type': 'application/json', 'x-test': 'yes' };
    return guardedPost(network, { url, headers, body: '{"a":1}', deadlineMs, signal });
  }

  const faultOf = (attempt: Promise<unknown>): Promise<unknown> =>
    attempt.then(
      () => 'none',
      (error: PostFailed) => error.fault,
    );

  const at = (host: string, url: string): string => url.replace('127.0.0.1', host);

  it('sends what it is given and tells the status', async () => {
    const server = await receiver();
    server.answer = (_request, response) => response.writeHead(503, { 'retry-after': '7' }).end();
    const reply = await post(new NetworkPolicy(LOOPBACK), server.url);
    expect(reply).toEqual({ status: 503, retryAfter: '7' });
    expect(server.received).toMatchObject([
      { body: '{"a":1}', headers: { 'x-test': 'yes', connection: 'close' } },
    ]);
  });

  it.each([
    [['127.0.0.1']],
    [['::ffff:127.0.0.1']],
    [['64:ff9b::7f00:1']],
    [['2002:7f00:1::']],
    [['169.254.169.254']],
    [['8.8.8.8', '127.0.0.1']],
    [[]],
  ])('connects to no name that leads to %j', async (addresses) => {
    const server = await receiver();
    const network = new NetworkPolicy([], changing(addresses));
    expect(await faultOf(post(network, at('rebind.example', server.url)))).toBe('address_refused');
    expect(server.open).toBe(0);
  });

  it('connects to no private address that is written out', async () => {
    const server = await receiver();
    const network = new NetworkPolicy([]);
    for (const host of ['127.0.0.1', '2130706433', '127.1', '[::ffff:7f00:1]']) {
      expect(await faultOf(post(network, at(host, server.url)))).toBe('address_refused');
    }
    expect(server.open).toBe(0);
  });

  it('connects to the address that was checked: a name is asked for once', async () => {
    const server = await receiver();
    const resolver = changing(['127.0.0.1'], ['127.0.0.2'], ['10.0.0.1']);
    const network = new NetworkPolicy(['127.0.0.1'], resolver);
    expect(await post(network, at('rebind.example', server.url))).toMatchObject({ status: 204 });
    expect(resolver.asked).toBe(1);
    expect(server.received[0]?.headers['host']).toMatch(/^rebind\.example:\d+$/);
    expect(await faultOf(post(network, at('rebind.example', server.url)))).toBe('address_refused');
    expect(server.received).toHaveLength(1);
  });

  it('keeps no connection for the next one', async () => {
    const server = await receiver();
    const resolver = changing(['127.0.0.1']);
    const network = new NetworkPolicy(LOOPBACK, resolver);
    await post(network, at('a.example', server.url));
    await post(network, at('a.example', server.url));
    expect(resolver.asked).toBe(2);
  });

  it('takes no way round by a proxy of the environment', async () => {
    const server = await receiver();
    const proxy = await receiver();
    const before = { ...process.env };
    Object.assign(process.env, { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, NO_PROXY: '' });
    try {
      await post(new NetworkPolicy(LOOPBACK), server.url);
    } finally {
      for (const name of ['NODE_USE_ENV_PROXY', 'HTTP_PROXY', 'NO_PROXY']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
    expect([server.received.length, proxy.received.length]).toEqual([1, 0]);
  });

  it('verifies certificates whatever the environment says', async () => {
    const stranger = await WebhookReceiver.start(selfSignedCertificate('localhost'));
    receivers.push(stranger);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const network = new NetworkPolicy(LOOPBACK, changing(['127.0.0.1']));
      expect(await faultOf(post(network, stranger.url))).toBe('tls_failed');
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
    expect(stranger.received).toEqual([]);
  });

  it('ends at its deadline, wherever it hangs', async () => {
    const network = new NetworkPolicy(LOOPBACK);
    const silent = await receiver();
    silent.answer = () => undefined;
    expect(await faultOf(post(network, silent.url, 300))).toBe('timeout');
    const deaf = createServer(() => undefined).listen(0, '127.0.0.1');
    servers.push(deaf);
    await once(deaf, 'listening');
    const { port } = deaf.address() as AddressInfo;
    expect(await faultOf(post(network, `https://127.0.0.1:${port}/`, 300))).toBe('timeout');
    const lost = new NetworkPolicy(LOOPBACK, () => undefined);
    expect(await faultOf(post(lost, `https://nowhere.example:${port}/`, 300))).toBe('timeout');
    const stuttering = await receiver();
    stuttering.answer = (_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
    };
    expect(await faultOf(post(network, stuttering.url, 300))).toBe('timeout');
  });

  it('has the status when the body never ends', async () => {
    const server = await receiver();
    server.answer = (_request, response) => void response.writeHead(200).write('x');
    // Long enough for the head, on a machine that is busy; the body has no end.
    const reply = await post(new NetworkPolicy(LOOPBACK), server.url, 5_000);
    expect(reply.status).toBe(200);
  });

  it('has no use for an endless head', async () => {
    const server = await receiver();
    server.answer = (_request, response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}`);
    };
    expect(await faultOf(post(new NetworkPolicy(LOOPBACK), server.url))).toBe('not_http');
  });

  it('ends when it is told to', async () => {
    const server = await receiver();
    const ending = new AbortController();
    server.answer = () => ending.abort();
    const attempt = guardedPost(new NetworkPolicy(LOOPBACK), {
      url: server.url,
      headers: {},
      body: '',
      deadlineMs: 10_000,
      signal: ending.signal,
    });
    expect(await faultOf(attempt)).toBe('interrupted');
  });

  describe('that asks the DNS itself', () => {
    let names: NameServer;

    beforeEach(async () => {
      names = await NameServer.start();
    });
    afterEach(() => names.stop());

    it('finds what a name server says, and checks it', async () => {
      const server = await receiver();
      const network = new NetworkPolicy(LOOPBACK, dnsResolver([names.server]));
      names.addresses = ['127.0.0.1'];
      expect((await post(network, at('hooks.example.com', server.url))).status).toBe(204);
      names.addresses = ['10.0.0.1'];
      const refused = await faultOf(post(network, at('hooks.example.com', server.url)));
      expect(refused).toBe('address_refused');
      names.addresses = [];
      const missing = await faultOf(post(network, at('hooks.example.com', server.url)));
      expect(missing).toBe('name_not_found');
    });

    it('is not held up by a name server that stays silent', async () => {
      names.addresses = null;
      const network = new NetworkPolicy(LOOPBACK, dnsResolver([names.server]));
      expect(await faultOf(post(network, 'https://hooks.example.com/', 300))).toBe('timeout');
      // The deadline may be over before this process comes to read the question.
      const asked = await eventually(
        async () => names.asked,
        (count) => count > 0,
        20_000,
      );
      names.addresses = [];
      await eventually(
        async () => names.asked,
        (count) => count > asked,
        20_000,
      );
    });

    it('knows localhost without asking', async () => {
      const server = await receiver();
      const network = new NetworkPolicy([...LOOPBACK, '::1'], dnsResolver([names.server]));
      expect((await post(network, at('localhost', server.url))).status).toBe(204);
      expect(names.asked).toBe(0);
    });
  });
});
