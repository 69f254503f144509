import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fastifyFactory, { type FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { FurtherAddresses } from './further-addresses';

const FIRST = '127.0.0.1';
const FURTHER = '127.0.0.2';

describe('A server with a further address', () => {
  let fastify: FastifyInstance;
  let url: string;
  let finishRequest: () => void;
  let requestIsThere: Promise<void>;

  beforeEach(async () => {
    fastify = fastifyFactory({ return503OnClosing: false, forceCloseConnections: 'idle' });
    requestIsThere = new Promise((isThere) => {
      fastify.get('/slow', async () => {
        isThere();
        await new Promise<void>((finish) => (finishRequest = finish));
        return 'done';
      });
    });
    new Server(fastify.server).on('connection', (socket) => socket.emit('hello', 'you'));
    const further = new FurtherAddresses(fastify);
    await fastify.listen({ host: FIRST, port: 0 });
    const { port } = fastify.server.address() as AddressInfo;
    await further.open(FURTHER, port);
    url = `http://${FURTHER}:${port}`;
    await expect(further.open(FURTHER, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  afterEach(() => fastify.close());

  it.each(['polling', 'websocket'])('has sockets there too, by %s', async (transport) => {
    const client = io(url, { transports: [transport], reconnection: false });
    const hello = await new Promise((resolve, reject) => {
      client.once('hello', resolve);
      client.once('connect_error', reject);
    });
    expect(hello).toBe('you');
    const gone = once(fastify.server, 'close');
    client.close();
    await fastify.close();
    await gone;
  });

  it('finishes requests of both before it is closed, and takes no more', async () => {
    const reply = fetch(`${url}/slow`, { headers: { connection: 'close' } });
    await requestIsThere;
    let isClosed = false;
    const closed = fastify.close().then(() => (isClosed = true));
    await once(fastify.server, 'close');
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    expect(isClosed).toBe(false);
    finishRequest();
    expect(await (await reply).text()).toBe('done');
    await closed;
  });
});
