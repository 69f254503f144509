import { setTimeout as sleep } from 'node:timers/promises';
import { person } from '../../support/people';
import { RawConnection, readReply } from '../../support/raw-connection';
import { testApp, type TestApp } from '../../support/test-app';

const PATIENCE_MS = 15_000;
const TICK_MS = 50;

/** Measures how long this process, which is the server too, went on; what it stood still is not counted. */
function goingOn(): () => number {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), TICK_MS);
  return () => {
    clearInterval(timer);
    return ticks * TICK_MS;
  };
}

describe('A client that sends one byte a second', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  /** Sends the start at once and the rest a byte a second; how long the server put up with it. */
  async function drip(
    start: string,
    rest: string,
  ): Promise<{ text: string; milliseconds: number }> {
    const connection = await RawConnection.open(app.baseUrl);
    const elapsed = goingOn();
    connection.write(start);
    let sent = 0;
    const timer = setInterval(() => connection.write(rest.charAt(sent++ % rest.length)), 1_000);
    const text = await connection.ended;
    clearInterval(timer);
    return { text, milliseconds: elapsed() };
  }

  it('is cut within 15 seconds while it sends a body', async () => {
    const { text, milliseconds } = await drip(
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: trellis.example\r\n' +
        'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      ' ',
    );
    expect(milliseconds).toBeLessThan(PATIENCE_MS);
    expect(readReply(text).status).toBe(408);
    expect(JSON.parse(readReply(text).body)).toEqual({
      message: expect.any(String),
      code: 'request_timeout',
    });
  });

  it('is cut within 15 seconds while it sends headers', async () => {
    const { text, milliseconds } = await drip('GET /api/v1/users/me HTTP/1.1\r\nX-Slow: ', 'a');
    expect(milliseconds).toBeLessThan(PATIENCE_MS);
    expect(readReply(text).status).toBe(408);
  });

  it('is cut within 15 seconds when it sends nothing at all', async () => {
    const connection = await RawConnection.open(app.baseUrl);
    const elapsed = goingOn();
    await connection.ended;
    expect(elapsed()).toBeLessThan(PATIENCE_MS);
  });

  /** Begins an upload of a file that would be a megabyte long. */
  async function beginUpload(): Promise<RawConnection> {
    const admin = await person(app, 'PLATFORM_ADMIN');
    const connection = await RawConnection.open(app.baseUrl);
    connection.write(
      'POST /api/v1/admin/courses/import HTTP/1.1\r\nHost: trellis.example\r\n' +
        `Authorization: Bearer ${admin.token}\r\n` +
        'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1048576\r\n\r\n' +
        '--x\r\nContent-Disposition: form-data; name="archive"; filename="a.zip"\r\n\r\n',
    );
    return connection;
  }

  it('is cut within 15 seconds when its upload stands still', async () => {
    const connection = await beginUpload();
    const elapsed = goingOn();
    expect(readReply(await connection.ended).status).toBe(408);
    expect(elapsed()).toBeLessThan(PATIENCE_MS);
  });

  it('is let alone while its upload comes slowly but steadily', async () => {
    const connection = await beginUpload();
    const timer = setInterval(() => connection.write('a'.repeat(4_000)), 1_000);
    try {
      await sleep(PATIENCE_MS);
      expect(connection.isOpen).toBe(true);
    } finally {
      clearInterval(timer);
      connection.destroy();
    }
  });
});
