import { Agent, request as httpRequest } from 'node:http';
import type { Row } from '../learning/access-table/row';
import { TABLE } from '../learning/access-table/rows';
import { World } from '../learning/access-table/world';
import { createDocuments } from '../../../src/surfaces/openapi';
import { type BadRequest, badRequests, type HonestRequest } from '../../support/fuzz/bad-requests';
import { type Operation, operationsOf } from '../../support/fuzz/operation';
import { StripeServer } from '../../support/stripe-server';
import { ERROR_SHAPES, LEAKS, type SurfaceName } from '../../support/error-shapes';

const CALLERS = ['owner', 'coach', 'instructor', 'admin'] as const;
type Caller = (typeof CALLERS)[number];
/** What may end the sign-in that it is called with: for somebody who is not needed afterwards. */
const ENDS_SIGN_INS = /\/auth\/|password|logout/;
const AT_ONCE = 6;
const LONGEST_REPLY_MS = 20_000;
/** What a database says, and no text of ours. */
const DATABASE_WORDS =
  /\b(SELECT|INSERT INTO|DELETE FROM|pg_\w+|syntax error at|violates|duplicate key|relation ")/;

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe('Whatever a caller sends', () => {
  let stripe: StripeServer;
  let world: World;
  let agent: Agent;

  beforeAll(async () => {
    stripe = await StripeServer.start();
    world = await World.open(stripe.environment);
    agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    await world.app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [world.people.coach.id, world.people.owner.id],
    );
  }, 180_000);
  afterAll(async () => {
    agent?.destroy();
    await world?.app.stop();
    await stripe?.stop();
  });

  it.each(['learning', 'coaching', 'developer'] as const)(
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
              const fault = faultOf(surface, request, await sent(request, token));
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

  function sent(request: BadRequest, token: string | undefined): Promise<Answer> {
    const { hostname, port } = new URL(world.app.baseUrl);
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          agent,
          hostname,
          port,
          method: request.method,
          path: request.path,
          timeout: LONGEST_REPLY_MS,
          headers: {
            authorization: `Bearer ${token}`,
            ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
            ...(request.body === undefined
              ? {}
              : { 'content-length': Buffer.byteLength(request.body) }),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`No reply: ${shown(request)}`)));
      outgoing.on('error', (error) => reject(new Error(`${error.message}: ${shown(request)}`)));
      outgoing.end(request.body);
    });
  }
});

function rowOf({ method, path }: Operation): Row | undefined {
  const route = `${method} ${path.replace(/^\/api\/v1/, '').replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const rows = TABLE.filter((row) => row.route.replace(/\/$/, '') === route.replace(/\/$/, ''));
  return path.startsWith('/api/v1/') ? rows.find(({ body }) => body !== undefined) : undefined;
}

/** What is wrong with an answer, or null. */
function faultOf(surface: SurfaceName, request: BadRequest, answer: Answer): string | null {
  const { status, text } = answer;
  if (status >= 500) return `${status}: ${text.slice(0, 300)}`;
  if (status < 400) return null;
  const asked = `${request.path} ${String(request.body ?? '')}`;
  const isTold = (words: RegExp): boolean => words.test(text) && !words.test(asked);
  if (isTold(LEAKS) || isTold(DATABASE_WORDS) || text.includes(process.cwd())) {
    return `tells too much: ${text.slice(0, 300)}`;
  }
  try {
    expect(JSON.parse(text)).toEqual(ERROR_SHAPES[surface](status));
    return null;
  } catch {
    return `${status} in another shape: ${text.slice(0, 300)}`;
  }
}

function shown({ method, path, contentType, body }: BadRequest): string {
  const text = body === undefined ? '' : String(body);
  const start = text.length > 600 ? `${text.slice(0, 600)}… (${text.length})` : text;
  return `${method} ${path} ${contentType ?? ''} ${start}`;
}

/** Runs all of it, a few at once. */
async function runAll(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const rest = jobs.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const job of rest) await job();
    }),
  );
}
