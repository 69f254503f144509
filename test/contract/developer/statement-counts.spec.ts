import { type Developer, developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { pay } from '../../support/purse';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

const MORE = 8;
const SETTLED_MS = 20_000;

describe('Developer: what is read', () => {
  let app: TestApp;
  let counter: StatementCounter;
  let ada: Developer;
  let webhook: string;
  let task: string;

  beforeAll(async () => {
    counter = new StatementCounter();
    app = await testApp();
    ada = await developer(app);
    await pay(app, ada.person.id, 1_000);
    task = (await post('/tasks', { title: 'Read' })).id;
    await post('/staking/stakes', { product: 'flexible', points: 1 });
    webhook = (await register(0)).id;
    await deliveries('first');
  });
  afterAll(async () => {
    await app.stop();
    counter.remove();
  });

  async function post(path: string, body: object) {
    const reply = await app.developer.post(path, body, { token: ada.key });
    expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
    return reply.body.data as { id: string };
  }

  const register = (number: number) =>
    post('/webhooks', { url: `https://hooks.example.com/${number}`, events: ['stake.matured'] });

  const deliveries = (what: string) =>
    app.database.query(
      `INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, data, occurred_at,
         status, finished_at)
       SELECT id, gen_random_uuid(), 'task.created', '{}', now(), 'delivered', now()
       FROM webhook_endpoints, generate_series(1, $1::integer) WHERE $2::text <> ''`,
      [MORE, what],
    );

  /** Each address, and how more comes into its reply. */
  const READS: readonly {
    readonly path: string;
    readonly asSession?: boolean;
    readonly grow: (number: number) => Promise<unknown>;
  }[] = [
    {
      path: '/api-keys?per_page=100',
      asSession: true,
      grow: () => developer(app, { person: ada.person }),
    },
    { path: '/tasks?per_page=100', grow: (n) => post('/tasks', { title: `Read ${n}` }) },
    {
      path: '/tasks/:task',
      grow: (n) =>
        app.database.query(
          `INSERT INTO task_submissions (task_id, number, reference, note, links, document_ids,
             verdict, reviewed_at)
           SELECT id, $1, gen_random_uuid()::text, 'Done', '{}', '{}', 'returned', now()
           FROM tasks WHERE title = 'Read'`,
          [n + 1],
        ),
    },
    { path: '/points/statement?per_page=100', grow: () => pay(app, ada.person.id, 1) },
    { path: '/points/balance', grow: () => pay(app, ada.person.id, 1) },
    {
      path: '/staking/stakes?per_page=100',
      grow: () => post('/staking/stakes', { product: 'flexible', points: 1 }),
    },
    {
      path: '/staking/summary',
      grow: () => post('/staking/stakes', { product: 'flexible', points: 1 }),
    },
    { path: '/webhooks?per_page=100', grow: (n) => register(n + 1) },
    { path: '/webhooks/:webhook/deliveries?per_page=100', grow: () => deliveries('more') },
    {
      path: '/user/profile',
      grow: () => post('/staking/stakes', { product: 'flexible', points: 1 }),
    },
  ];

  it.each(READS)(
    'takes as many statements when there is more of it: GET $path',
    async ({ path, asSession, grow }) => {
      let answered = '';
      const address = path.replace(':webhook', webhook).replace(':task', task);
      const read = async (): Promise<void> => {
        const token = asSession ? ada.person.token : ada.key;
        const reply = await app.developer.get(address, { token });
        expect(reply.status).toBe(200);
        answered = reply.text;
      };
      const before = await counter.least(read);
      const answeredBefore = answered;
      for (let number = 1; number <= MORE; number += 1) await grow(number);
      expect(before).toBeGreaterThan(0);
      // What follows from the growth in the background may be counted too, for a moment.
      await eventually(
        () => counter.least(read),
        (after) => after <= before,
        SETTLED_MS,
      );
      expect(answered).not.toBe(answeredBefore);
    },
    60_000,
  );

  it('takes one statement about the key and one about the person: GET /user/profile', async () => {
    const fresh = await developer(app);
    const read = async (): Promise<void> => {
      expect((await app.developer.get('/user/profile', { token: fresh.key })).status).toBe(200);
    };
    await eventually(
      () => counter.least(read),
      (count) => count <= 2,
      SETTLED_MS,
    );
  }, 60_000);
});
