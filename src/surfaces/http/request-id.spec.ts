import { Agent, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { logContext } from '../../platform/log/log-context';
import { identifyRequests, requestIdOf } from './request-id';

describe('The id of a request', () => {
  let server: FastifyInstance;
  let agent: Agent;

  beforeAll(async () => {
    server = fastify({ genReqId: requestIdOf });
    identifyRequests(server);
    server.post('/told', async () => {
      await new Promise(setImmediate);
      return logContext();
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
  });
  afterAll(async () => {
    agent.destroy();
    await server.close();
  });

  function told(id: string): Promise<string> {
    const { port } = server.server.address() as AddressInfo;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const headers = { 'content-type': 'application/json', 'x-request-id': id };
    const outgoing = send({ port, path: '/told', method: 'POST', agent, headers }, (reply) => {
      let text = '';
      reply.setEncoding('utf8');
      reply.on('data', (piece: string) => (text += piece));
      reply.on('end', () => resolve(text));
    });
    outgoing.on('error', reject);
    // In two pieces, so that the body arrives after its head.
    outgoing.write('{"a":');
    setImmediate(() => outgoing.end('1}'));
    return promise;
  }

  it('is that of the request itself, however many came before it on the connection', async () => {
    for (const id of ['request-one', 'request-two', 'request-three']) {
      expect(JSON.parse(await told(id))).toEqual({ request_id: id });
    }
  });

  it.each(['short', 'a b c d e f g h', 'ada@example.com', '-'.repeat(65), ''])(
    'is a new one where the caller’s is %j',
    (given) => {
      expect(requestIdOf({ headers: { 'x-request-id': given } })).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});
