import { ERROR_SHAPES, LEAKS } from '../../support/error-shapes';
import { eventually } from '../../support/eventually';
import { person } from '../../support/people';
import { exchange, RawConnection, readReply } from '../../support/raw-connection';
import { testApp, type TestApp } from '../../support/test-app';

const JSON_TYPE = 'Content-Type: application/json\r\n';

describe('What only a socket can send', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  function request(line: string, headers = '', body = ''): string {
    return `${line} HTTP/1.1\r\nHost: trellis.example\r\nConnection: close\r\n${headers}\r\n${body}`;
  }

  it.each([
    ['text that is no HTTP', 'HELLO\r\n\r\n'],
    ['a verb that does not exist', request('FETCH /api/v1/users/me')],
    [
      'two lengths that differ',
      request(
        'POST /api/auth/login',
        `${JSON_TYPE}Content-Length: 3\r\nContent-Length: 4\r\n`,
        '{}',
      ),
    ],
    [
      'a length and chunks',
      request(
        'POST /api/auth/login',
        `${JSON_TYPE}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n`,
        '0\r\n\r\n',
      ),
    ],
    [
      'a chunk of no length',
      request('POST /api/auth/login', `${JSON_TYPE}Transfer-Encoding: chunked\r\n`, 'zz\r\n'),
    ],
    [
      'a negative length',
      request('POST /api/auth/login', `${JSON_TYPE}Content-Length: -1\r\n`, '{}'),
    ],
    [
      'a header with a control character',
      request('GET /api/v1/users/me', 'X-A: a\u0001\u0000b\r\n'),
    ],
  ])('refuses %s with 400', async (_, bytes) => {
    const reply = await exchange(app.baseUrl, bytes);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toEqual(ERROR_SHAPES.operations(400));
    expect(reply.body).not.toMatch(LEAKS);
  });

  it('refuses headers that are too large with 431', async () => {
    const reply = await exchange(
      app.baseUrl,
      request('GET /api/v1/users/me', `X-A: ${'a'.repeat(20_000)}\r\n`),
    );
    expect(reply.status).toBe(431);
    expect(JSON.parse(reply.body)).toEqual(ERROR_SHAPES.operations(431));
  });

  it('refuses a body that is shorter than announced', async () => {
    const connection = await RawConnection.open(app.baseUrl);
    connection.write(
      request('POST /api/auth/login', `${JSON_TYPE}Content-Length: 100\r\n`, '{"email":"a'),
    );
    connection.finishWriting();
    const reply = readReply(await connection.ended);
    expect(reply.status).toBe(400);
    expect(reply.body).not.toMatch(LEAKS);
  });

  it('refuses a body that is longer than announced', async () => {
    const reply = await exchange(
      app.baseUrl,
      request('POST /api/auth/login', `${JSON_TYPE}Content-Length: 3\r\n`, '{"email":1}'),
    );
    expect(reply.status).toBe(400);
  });

  it('is not hurt by clients that vanish in the middle of a body', async () => {
    for (let index = 0; index < 20; index += 1) {
      const connection = await RawConnection.open(app.baseUrl);
      connection.write(
        request('POST /api/auth/login', `${JSON_TYPE}Content-Length: 100\r\n`, '{"email":"a'),
      );
      connection.destroy();
    }
    expect((await app.root.get('/health/ready')).status).toBe(200);
  });

  it('refuses too many bytes as soon as they are announced, and in chunks as soon as they come', async () => {
    const announced = await exchange(
      app.baseUrl,
      request('POST /api/auth/login', `${JSON_TYPE}Content-Length: 2000000\r\n`, '{'),
    );
    expect(announced.status).toBe(413);
    expect(JSON.parse(announced.body)).toEqual(ERROR_SHAPES.coaching(413));
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const chunked = await exchange(
      app.baseUrl,
      request(
        'POST /api/auth/login',
        `${JSON_TYPE}Transfer-Encoding: chunked\r\n`,
        chunk.repeat(18),
      ),
    );
    expect(chunked.status).toBe(413);
    expect(JSON.parse(chunked.body)).toEqual(ERROR_SHAPES.coaching(413));
  });

  it('takes an empty body in chunks for no body', async () => {
    const { refreshToken } = await person(app);
    const reply = await exchange(
      app.baseUrl,
      request(
        'POST /api/v1/auth/refresh',
        `${JSON_TYPE}Authorization: Bearer ${refreshToken}\r\nTransfer-Encoding: chunked\r\n`,
        '0\r\n\r\n',
      ),
    );
    expect(reply.status).toBe(200);
  });

  it('speaks for the path, whatever host and scheme a client names', async () => {
    const reply = await exchange(
      app.baseUrl,
      request('GET http://elsewhere.example/api/v1/users/me'),
    );
    expect(reply.status).toBe(401);
    expect(JSON.parse(reply.body)).toEqual(ERROR_SHAPES.learning(401));
  });

  it('lets nothing of a path break out of a header', async () => {
    const reply = await exchange(app.baseUrl, request('GET /v1/payment/a>;rel="x",<b'));
    expect(reply.status).toBe(404);
    expect(reply.headers['link']).toBe(
      '</v2/payment/a%3E;rel=%22x%22,%3Cb>; rel="successor-version"',
    );
  });

  it('finishes a request that came before the process was told to stop', async () => {
    const stopping = await testApp({ database: app.database });
    const ada = await person(app);
    const body = JSON.stringify({ email: ada.email, password: ada.password });
    const connection = await RawConnection.open(stopping.baseUrl);
    connection.write(
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: trellis.example\r\n${JSON_TYPE}` +
        `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    );
    await stopping.root.get('/health/live');
    const stopped = stopping.stop();
    await eventually(
      () =>
        stopping.root.get('/health/live').then(
          () => 'listening',
          () => 'closed',
        ),
      (state) => state === 'closed',
      20_000,
    );
    connection.write(body.slice(10));
    const reply = readReply(await connection.ended);
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toMatchObject({ token_type: 'bearer' });
    await stopped;
  });
});
