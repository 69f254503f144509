import { randomBytes, randomUUID } from 'node:crypto';
import { TaskCompleted } from '../../../src/domain/tasks/tasks.events';
import { WebhookDeliveries } from '../../../src/domain/webhooks/webhook-deliveries.service';
import { WebhookEndpoints } from '../../../src/domain/webhooks/webhook-endpoints.service';
import { WebhookPruning } from '../../../src/domain/webhooks/webhook-pruning.service';
import { WebhookSink } from '../../../src/domain/webhooks/webhook-sink.service';
import { WebhookSecretRotation } from '../../../src/domain/webhooks/webhook-secret-rotation';
import type { Actor } from '../../../src/kernel/actor';
import { Outbox } from '../../../src/platform/queue/outbox';
import { Database } from '../../../src/platform/database/database';
import { eventually } from '../../support/eventually';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';
import { accept, WebhookReceiver } from '../../support/webhook-receiver';

const DEADLINE_MS = 30_000;
/** How long a worker in a process of its own may take to begin on a busy machine. */
const WORKING_MS = 120_000;
const ENVIRONMENT = { PRIVATE_NETWORKS_ALLOWED: '127.0.0.0/8' };

/** A person with one webhook, and the server behind it. */
interface Integrator {
  readonly actor: Actor;
  readonly webhookId: string;
  readonly secret: string;
  readonly receiver: WebhookReceiver;
}

describe('Webhook deliveries', () => {
  let database: TestDatabase;
  let caller: TestProcess;
  const started: { stop(): Promise<unknown> }[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    caller = await startProcess(false);
  });
  afterEach(async () => {
    for (const one of started.splice(0).toReversed()) await one.stop();
    await database.drop();
  });

  async function startProcess(jobs: boolean, environment = {}): Promise<TestProcess> {
    const one = await testProcess(database, {
      jobs,
      environment: { ...ENVIRONMENT, ...environment },
    });
    started.push(one);
    return one;
  }

  async function integrator(receiver?: WebhookReceiver): Promise<Integrator> {
    const uuid = randomUUID();
    const [row] = await database.query<{ id: number }>(
      `INSERT INTO users (uuid, email, username, full_name, password_hash)
       VALUES ($1::uuid, $1::text || '@example.com', $1::text, 'Ada', '!') RETURNING id`,
      [uuid],
    );
    const userId = row?.id ?? 0;
    const actor: Actor = { userId, userUuid: uuid, sessionId: randomUUID(), grants: [] };
    const server = receiver ?? (await WebhookReceiver.start());
    if (receiver === undefined) started.push(server);
    const { endpoint, secret } = await caller
      .get(WebhookEndpoints)
      .create(actor, { url: server.url, description: '', events: ['task.completed'] });
    return { actor, webhookId: endpoint.id, secret, receiver: server };
  }

  const tell = ({ actor: { userId } }: Integrator, points = 1): Promise<void> =>
    caller.get(Outbox).publish(new TaskCompleted({ userId, taskId: randomUUID(), points }));

  async function statuses(): Promise<Record<string, number>> {
    const rows = await database.query<{ status: string; count: number }>(
      `SELECT status, count(*)::int FROM webhook_deliveries GROUP BY status`,
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  const untilDelivered = (count: number): Promise<unknown> =>
    eventually(statuses, ({ delivered = 0 }) => delivered === count, DEADLINE_MS);

  const until = (
    receiver: WebhookReceiver,
    count: number,
    deadlineMs = DEADLINE_MS,
  ): Promise<number> =>
    eventually(
      async () => receiver.received.length,
      (length) => length >= count,
      deadlineMs,
    );

  it('are made once each by two workers', async () => {
    await startProcess(true);
    await startProcess(true);
    const all = [await integrator(), await integrator(), await integrator()];
    for (let points = 1; points <= 20; points += 1) for (const one of all) await tell(one, points);
    await untilDelivered(60);
    for (const { receiver, secret } of all) {
      const points = receiver.verified(secret).map(({ data }) => Number(data['points']));
      expect(points.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(20);
    }
  });

  it('are made once of an event that is told twice', async () => {
    const one = await integrator();
    const event = {
      id: randomUUID(),
      name: 'task.completed',
      payload: { userId: one.actor.userId, taskId: randomUUID(), points: 3 },
      occurredAt: new Date(),
    };
    const take = () =>
      caller.get(Database).transaction(() => caller.get(WebhookSink).take([event]));
    await take();
    await take();
    expect(await statuses()).toEqual({ pending: 1 });
    await startProcess(true);
    await untilDelivered(1);
    await caller.get(Database).transaction(() => caller.get(WebhookSink).take([event]));
    expect(await statuses()).toEqual({ delivered: 1 });
  });

  it('that a worker was killed over are made again, as the same message', async () => {
    const build = await TrellisBuild.make();
    const one = await integrator();
    const { receiver } = one;
    receiver.answer = () => undefined;
    const victim = TrellisProcess.startWorker(build, database.url, ENVIRONMENT);
    try {
      await tell(one);
      await until(receiver, 1, WORKING_MS);
    } finally {
      await victim.kill();
      build.remove();
    }
    const held = await database.query<{ claim: string | null; attempts: number }>(
      `SELECT claim, attempts FROM webhook_deliveries`,
    );
    expect(held).toEqual([{ claim: expect.any(String), attempts: 1 }]);
    receiver.answer = accept;
    await database.query(`UPDATE webhook_deliveries SET claimed_until = now()`);
    await startProcess(true);
    await untilDelivered(1);
    const [first, second] = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([receiver.received.length, second]).toEqual([2, first]);
    const list = await caller
      .get(WebhookDeliveries)
      .list(one.actor, one.webhookId, null, { skip: 0, limit: 10 });
    const { attempts } = await caller
      .get(WebhookDeliveries)
      .get(one.actor, one.webhookId, list.items[0]?.id ?? '');
    expect(attempts).toMatchObject([
      { number: 1, error: 'interrupted', durationMs: null },
      { number: 2, error: null, statusCode: 204 },
    ]);
  }, 300_000);

  it('that a worker had begun when it was told to stop are left as if never begun', async () => {
    const one = await integrator();
    one.receiver.answer = () => undefined;
    const worker = await startProcess(true);
    await tell(one);
    await until(one.receiver, 1);
    started.splice(started.indexOf(worker), 1);
    await worker.stop();
    expect(await database.query(`SELECT status, claim, attempts FROM webhook_deliveries`)).toEqual([
      { status: 'pending', claim: null, attempts: 0 },
    ]);
    one.receiver.answer = accept;
    await startProcess(true);
    await untilDelivered(1);
  });

  it('are void for a worker that lost its claim', async () => {
    const one = await integrator();
    one.receiver.answer = () => undefined;
    await startProcess(true);
    await tell(one);
    await until(one.receiver, 1);
    await database.query(
      `UPDATE webhook_deliveries SET status = 'cancelled', claim = NULL, claimed_until = NULL,
         finished_at = now()`,
    );
    await one.receiver.stop();
    await eventually(
      () => database.query(`SELECT 1 FROM webhook_endpoints WHERE failing_since IS NULL`),
      (rows) => rows.length === 1,
      DEADLINE_MS,
    );
    expect(await statuses()).toEqual({ cancelled: 1 });
    expect(await database.query(`SELECT 1 FROM webhook_attempts`)).toEqual([]);
  });

  it('are forgotten after thirty days, with what came of them', async () => {
    const one = await integrator();
    await startProcess(true);
    for (let points = 1; points <= 3; points += 1) await tell(one, points);
    await untilDelivered(3);
    await database.query(
      `UPDATE webhook_deliveries SET created_at = now() - interval '31 days'
       WHERE data ->> 'points' <> '2'`,
    );
    await database.query(
      `UPDATE webhook_endpoints SET previous_ciphertext = ciphertext, previous_nonce = nonce,
         previous_key_id = key_id, previous_until = now()`,
    );
    await caller.get(WebhookPruning).prune();
    expect(await database.query(`SELECT data FROM webhook_deliveries`)).toMatchObject([
      { data: { points: 2 } },
    ]);
    expect(await database.query(`SELECT number FROM webhook_attempts`)).toEqual([{ number: 1 }]);
    const [endpoint] = await database.query(`SELECT previous_ciphertext FROM webhook_endpoints`);
    expect(endpoint).toEqual({ previous_ciphertext: null });
  });

  it('are signed with the same secret after the installation got a new key', async () => {
    const one = await integrator();
    await caller.get(WebhookEndpoints).rotateSecret(one.actor, one.webhookId);
    const key = randomBytes(32).toString('base64');
    const rotated = await startProcess(true, { TRELLIS_ENCRYPTION_KEY: key });
    const [before] = await database.query<{ key_id: string }>(
      `SELECT key_id FROM webhook_endpoints`,
    );
    expect(await rotated.get(WebhookSecretRotation).rotate()).toBe(2);
    expect(await rotated.get(WebhookSecretRotation).rotate()).toBe(0);
    const [after] = await database.query<{ key_id: string }>(
      `SELECT key_id FROM webhook_endpoints`,
    );
    expect(after?.key_id).not.toBe(before?.key_id);
    await tell(one);
    await until(one.receiver, 1);
    expect(one.receiver.verified(one.secret)).toHaveLength(1);
  });
});
