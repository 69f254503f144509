import type { Row } from '../learning/access-table/row';
import { TABLE } from '../learning/access-table/rows';
import { World } from '../learning/access-table/world';
import { createDocuments } from '../../../src/surfaces/openapi';
import { faultOf } from '../../support/fuzz/answer-fault';
import { badRequests, type HonestRequest } from '../../support/fuzz/bad-requests';
import { type Operation, operationsOf } from '../../support/fuzz/operation';
import { RequestSender, runAll, shown } from '../../support/fuzz/request-sender';
import { StripeServer } from '../../support/stripe-server';
import { ERROR_SHAPES } from '../../support/error-shapes';

const CALLERS = ['owner', 'coach', 'instructor', 'admin'] as const;
type Caller = (typeof CALLERS)[number];
/** What may end the sign-in that it is called with: for somebody who is not needed afterwards. */
const ENDS_SIGN_INS = /\/auth\/|password|logout/;

describe('Whatever a caller sends', () => {
  let stripe: StripeServer;
  let world: World;
  let sender: RequestSender;

  beforeAll(async () => {
    stripe = await StripeServer.start();
    world = await World.open(stripe.environment);
    sender = new RequestSender(world.app.baseUrl);
    await world.app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [world.people.coach.id, world.people.owner.id],
    );
  }, 180_000);
  afterAll(async () => {
    sender?.close();
    await world?.app.stop();
    await stripe?.stop();
  });

  it.each(['learning', 'coaching'] as const)(
    'the %s surface never answers with a fault of its own',
    async (surface) => {
      const document = createDocuments(world.app.trellis.app)[surface];
      const faults: string[] = [];
      const jobs: (() => Promise<void>)[] = [];
      for (const operation of operationsOf(document)) {
        for (const caller of CALLERS) {
          const honest = await honestRequest(operation, caller);
          for (const request of badRequests(operation, honest, `${surface} ${caller}`)) {
            jobs.push(async () => {
              const token = world.tokenOf(ENDS_SIGN_INS.test(operation.path) ? 'stranger' : caller);
              const answer = await sender.send(request, token);
              const fault = faultOf(request, answer, ERROR_SHAPES[surface]);
              if (fault !== null) faults.push(`${caller}: ${shown(request)}\n  ${fault}`);
            });
          }
        }
      }
      await runAll(jobs);
      expect(faults).toEqual([]);
      expect((await world.app.root.get('/health/ready')).status).toBe(200);
      for (const caller of CALLERS) {
        const self = await world.call('GET', '/users/me', undefined, world.tokenOf(caller));
        expect(self.status).toBe(200);
      }
    },
    300_000,
  );

  /** The owner's things, with the body that the table of access sends, or the documented one. */
  async function honestRequest(operation: Operation, caller: Caller): Promise<HonestRequest> {
    const body = await (rowOf(operation)?.body ?? operation.example);
    return {
      ids: { ...world.ids, student_id: world.people.owner.uuid, label: 'production' },
      body: (typeof body === 'function'
        ? await body(world, caller)
        : body) as HonestRequest['body'],
    };
  }
});

function rowOf({ method, path }: Operation): Row | undefined {
  const route = `${method} ${path.replace(/^\/api\/v1/, '').replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const rows = TABLE.filter((row) => row.route.replace(/\/$/, '') === route.replace(/\/$/, ''));
  return path.startsWith('/api/v1/') ? rows.find(({ body }) => body !== undefined) : undefined;
}
