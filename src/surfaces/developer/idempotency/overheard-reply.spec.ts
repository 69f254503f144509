import { once } from 'node:events';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Overheard, OverheardReply } from './overheard-reply';

describe('What a route writes by hand', () => {
  let server: Server;
  let route: (response: ServerResponse) => void | Promise<void>;
  let heard: Promise<Overheard>;
  let settled: (overheard: Overheard) => void;
  /** What the listener waits for before it lets the reply end. */
  let beforeEnd: Promise<void>;

  beforeAll(async () => {
    server = createServer((_, response) => {
      const overheard = new OverheardReply(response, async (what) => {
        settled(what);
        await beforeEnd;
      });
      overheard.listen();
      void Promise.resolve(route(response)).then(() => overheard.ended());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    heard = new Promise((resolve) => (settled = resolve));
    beforeEnd = Promise.resolve();
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  it('is heard whole, with its status and type, as the client gets it', async () => {
    route = (response) => {
      response.setHeader('X-RateLimit-Remaining', '9');
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.write('data: ä\n\n');
      response.write(Buffer.from('data: 2\n\n'));
      response.write('ZGF0YTogMwo=', 'base64');
      response.end('data: [DONE]\n\n');
    };
    const text = await (await fetch(url())).text();
    expect(text).toBe('data: ä\n\ndata: 2\n\ndata: 3\ndata: [DONE]\n\n');
    expect(await heard).toEqual({
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8' },
      body: Buffer.from(text),
    });
  });

  it('ends for the client only when it has been dealt with', async () => {
    let goOn: () => void = () => {};
    beforeEnd = new Promise((resolve) => (goOn = resolve));
    route = (response) => {
      response.writeHead(202, 'Accepted', { Location: '/v1/runs/1' });
      response.write('half');
      response.end();
    };
    let hasEnded = false;
    const reading = fetch(url())
      .then((response) => response.text())
      .then(() => (hasEnded = true));
    expect(await heard).toMatchObject({ status: 202, headers: { location: '/v1/runs/1' } });
    expect(hasEnded).toBe(false);
    goOn();
    expect(await reading).toBe(true);
  });

  it('is too large to keep beyond a mebibyte, and still arrives', async () => {
    route = async (response) => {
      for (let count = 0; count < 17; count += 1) {
        if (!response.write('x'.repeat(65_536))) await once(response, 'drain');
      }
      response.end();
    };
    const text = await (await fetch(url())).text();
    expect(text).toHaveLength(17 * 65_536);
    expect(await heard).toBe('too large');
  });

  it('is no reply to give again when the client left before its end', async () => {
    route = async (response) => {
      response.write('half');
      await once(response, 'close');
      response.end('the rest');
    };
    const leaving = request(url(), (reply) => reply.once('data', () => leaving.destroy()));
    leaving.on('error', () => {});
    leaving.end();
    expect(await heard).toBe('cut off');
  });

  it('is no reply to give again when the route gives up with its client', async () => {
    route = (response) => void response.write('half');
    const leaving = request(url(), (reply) => reply.once('data', () => leaving.destroy()));
    leaving.on('error', () => {});
    leaving.end();
    expect(await heard).toBe('cut off');
  });
});
