import { publicId } from '../../../src/kernel/public-id';
import { createDocuments } from '../../../src/surfaces/openapi';
import { type Developer, developer } from '../../support/developers';
import { ERROR_SHAPES } from '../../support/error-shapes';
import { eventually } from '../../support/eventually';
import { faultOf } from '../../support/fuzz/answer-fault';
import { badRequests, type HonestRequest } from '../../support/fuzz/bad-requests';
import { operationsOf } from '../../support/fuzz/operation';
import { RequestSender, runAll, shown } from '../../support/fuzz/request-sender';
import { pay } from '../../support/purse';
import { testApp, type TestApp } from '../../support/test-app';

const DEADLINE_MS = 20_000;
/** The routes that answer errors as OpenAI does. */
const OPENAI = '/v1/ai/openai/';

const openAiShape = (): unknown => ({
  error: expect.objectContaining({
    message: expect.any(String),
    type: expect.stringMatching(/^[a-z_]+$/),
  }),
});

/** In place of an honest one: each is refused or works, and none does harm. */
const IDEMPOTENCY_KEYS = [
  '',
  ' ',
  'x'.repeat(256),
  'caf\u00e9',
  'fuzz',
  '"',
  "'; DROP TABLE x; --",
];

describe('Whatever a program sends', () => {
  let app: TestApp;
  let sender: RequestSender;
  let ada: Developer;
  let ids: HonestRequest['ids'];

  beforeAll(async () => {
    app = await testApp({ environment: { AI_FREE_DAILY_TOKENS: '0' } });
    sender = new RequestSender(app.baseUrl);
    ada = await developer(app);
    ids = await belongingsOf(ada);
  });
  afterAll(async () => {
    sender.close();
    await app.stop();
  });

  /** One of everything that a path can name. */
  async function belongingsOf(owner: Developer): Promise<HonestRequest['ids']> {
    const spare = await developer(app, { person: owner.person });
    await pay(app, owner.person.id, 1_000_000);
    const post = async (path: string, body: object) => {
      const reply = await app.developer.post(path, body, { token: owner.key });
      if (reply.status >= 300) throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
      return reply.body.data;
    };
    const first = async (path: string) =>
      (await app.developer.get(path, { token: owner.key })).body.data[0];
    const task = await post('/tasks', { title: 'Read' });
    const stake = await post('/staking/stakes', { product: 'flexible', points: 1 });
    const webhook = await post('/webhooks', {
      url: 'https://hooks.example.com/trellis',
      events: ['task.created'],
    });
    await post(`/webhooks/${webhook.id}/test`, {});
    const run = await post('/ai/tools/find_opportunities', {});
    return {
      api_key_id: publicId('key', spare.keyId),
      task_id: task.id,
      stake_id: stake.id,
      transfer_id: (await first('/points/statement')).transfer_id,
      webhook_id: webhook.id,
      delivery_id: (await first(`/webhooks/${webhook.id}/deliveries`)).id,
      run_id: run.id,
      name: 'find_opportunities',
      model: (await first('/ai/models')).id,
    };
  }

  it.each(['a key', 'a session'])(
    'with %s, it is never answered with a fault of the server',
    async (bearer) => {
      const document = createDocuments(app.trellis.app).developer;
      const faults: string[] = [];
      const jobs: (() => Promise<void>)[] = [];
      for (const operation of operationsOf(document)) {
        const shapeOf = operation.path.startsWith(OPENAI) ? openAiShape : ERROR_SHAPES.developer;
        const requests = badRequests(operation, { ids, body: operation.example }, bearer);
        for (const [index, request] of requests.entries()) {
          const key = IDEMPOTENCY_KEYS[index % (IDEMPOTENCY_KEYS.length * 2)];
          jobs.push(async () => {
            const token = bearer === 'a key' ? ada.key : ada.person.token;
            const headers: Record<string, string> =
              key === undefined ? {} : { 'idempotency-key': key };
            const answer = await sender.send(request, token, headers);
            const fault = faultOf(request, answer, shapeOf);
            if (fault !== null) faults.push(`${shown(request)}\n  ${fault}`);
          });
        }
      }
      expect(jobs.length).toBeGreaterThan(500);
      await runAll(jobs);
      expect(faults).toEqual([]);
      await eventually(
        () => app.root.get('/health/ready'),
        ({ status }) => status === 200,
        DEADLINE_MS,
      );
      expect((await app.developer.get('/user/profile', { token: ada.key })).status).toBe(200);
    },
    300_000,
  );
});
