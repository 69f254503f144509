import { lookup } from 'node:dns/promises';
import { request } from 'node:http';
import { freePort } from '../../support/free-port';
import { exchange, type RawReply } from '../../support/raw-connection';
import { RawWebSocket } from '../../support/raw-websocket';
import { RealtimeClient, type RealtimeOptions } from '../../support/realtime-client';
import { testApp, type TestApp } from '../../support/test-app';

const ALLOWED = 'https://app.example.com';
const PUBLIC = 'https://trellis.example.com';

let app: TestApp;

beforeAll(async () => {
  app = await testApp({
    environment: {
      HOST: 'localhost',
      // One that the system chooses at one address may be somebody's at the other.
      PORT: String(await freePort()),
      CORS_ORIGINS: ALLOWED,
      PUBLIC_URL: PUBLIC,
      TRUSTED_PROXIES: '127.0.0.1',
      REALTIME_CONNECTIONS_PER_ADDRESS: '3',
      // 3,000 a minute come to 30.
      RATE_LIMIT_FACTOR: '0.01',
    },
  });
});

afterAll(() => app.stop());

let lastAddress = 0;

/** The headers of a proxy in front, for an address that nobody came from so far. */
function elsewhere(): Record<string, string> {
  lastAddress += 1;
  return { 'X-Forwarded-For': `198.51.100.${lastAddress}` };
}

function handshake(path: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries({
    Host: 'localhost',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...elsewhere(),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

const refusal = async (path: string, headers: Record<string, string> = {}): Promise<RawReply> =>
  exchange(app.baseUrl, handshake(path, headers));

const open = (options: RealtimeOptions = {}): Promise<RealtimeClient> =>
  RealtimeClient.open(app.baseUrl, { ...options, headers: { ...elsewhere(), ...options.headers } });

describe('The origin of a page', () => {
  it.each([ALLOWED, PUBLIC])('%s may connect', async (origin) => {
    const client = await open({ headers: { Origin: origin } });
    await client.close();
  });

  it('is nothing where there is no page', async () => {
    const client = await open();
    await client.close();
  });

  it.each([
    'https://evil.example',
    'https://app.example.com.evil.example',
    'http://app.example.com',
    'https://app.example.com:8443',
    'null',
    '',
    'https://app.example.com, https://evil.example',
  ])('%j may not: 403, whoever has a token', async (origin) => {
    const { status, body } = await refusal('/ws/client-123', { Origin: origin });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'FORBIDDEN' }, status_code: 403 });
  });

  it('may not be said in the old way either', async () => {
    const { status } = await refusal('/ws/client-123', {
      'Sec-WebSocket-Version': '8',
      'Sec-WebSocket-Origin': 'https://evil.example',
    });
    expect(status).toBe(403);
  });
});

describe('The address', () => {
  it('is each one of localhost, for polling too', async () => {
    const { port } = new URL(app.baseUrl);
    for (const { address, family } of await lookup('localhost', { all: true })) {
      const host = family === 6 ? `[${address}]` : address;
      const reply = await fetch(`http://${host}:${port}/socket.io/?EIO=4&transport=polling`);
      expect([host, reply.status]).toEqual([host, 200]);
    }
  });

  it.each(['token', 'access_token', 'Authorization', 'jwt', 'api-key'])(
    'never has a token in it: ?%s= is refused, and not repeated',
    async (name) => {
      const { status, body } = await refusal(`/ws/client-123?${name}=very-secret`);
      expect(status).toBe(400);
      expect(body).not.toContain('very-secret');
    },
  );

  it('names the client in a few plain characters', async () => {
    for (const path of ['/ws/a', `/ws/${'a'.repeat(128)}`, '/ws/my-App_1.2~3/', '/ws/a?v=2']) {
      const client = await open({ path });
      await client.close();
    }
    for (const path of ['/ws', '/ws/', `/ws/${'a'.repeat(129)}`, '/ws/a%20b', '/ws/a/b', '/ws/ü']) {
      const { status } = await refusal(encodeURI(path).replace('%2520', '%20'));
      expect([path, status]).toEqual([path, 404]);
    }
  });

  it('is no page: without an upgrade there is nothing', async () => {
    const reply = await app.root.get('/ws/client-123', { headers: elsewhere() });
    expect(reply.status).toBe(404);
    expect(reply.body.error.code).toBe('NOT_FOUND');
  });

  it('elsewhere is a request like any other, whatever it wants to become', async () => {
    for (const upgrade of ['h2c', 'websocket', 'TLS/1.0']) {
      const status = await new Promise((resolve, reject) => {
        const asking = request(`${app.baseUrl}/health/live`, {
          headers: { Connection: 'Upgrade', Upgrade: upgrade },
        });
        asking.on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asking.on('error', reject);
        asking.end();
      });
      expect([upgrade, status]).toEqual([upgrade, 200]);
    }
  });
});

describe('The handshake', () => {
  it.each([
    ['without a key', { 'Sec-WebSocket-Key': '' }, 400],
    ['of another version', { 'Sec-WebSocket-Version': '12' }, 400],
  ])('%s is refused', async (_what, headers, status) => {
    expect((await refusal('/ws/client-123', headers)).status).toBe(status);
  });

  it('repeats nothing that was offered as a protocol', async () => {
    const raw = await RawWebSocket.open(app.baseUrl, {
      ...elsewhere(),
      'Sec-WebSocket-Protocol': 'bearer, very-secret',
    });
    expect(raw.answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(raw.answer).not.toContain('secret');
    raw.destroy();
  });

  it('is refused with 429 when too many of one address are open', async () => {
    const headers = elsewhere();
    const clients = [await open({ headers }), await open({ headers }), await open({ headers })];
    const { status, body } = await refusal('/ws/client-123', headers);
    expect(status).toBe(429);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    await clients[0]?.close();
    clients[0] = await open({ headers });
    await Promise.all(clients.map((client) => client.close()));
  });

  it('is counted by the address it comes from, open or not', async () => {
    const headers = { ...elsewhere(), 'Sec-WebSocket-Version': '12' };
    const codes: number[] = [];
    for (let count = 0; count < 32; count += 1) {
      codes.push((await refusal('/ws/client-123', headers)).status);
    }
    expect(codes).toEqual([...Array.from({ length: 30 }, () => 400), 429, 429]);
    const client = await open();
    await client.close();
  });
});
