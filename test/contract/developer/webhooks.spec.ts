import { randomUUID } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Webhook } from 'standardwebhooks';
import { PointsEarned } from '../../../src/domain/points/points.events';
import { TaskCompleted, TaskCreated } from '../../../src/domain/tasks/tasks.events';
import { publicId } from '../../../src/kernel/public-id';
import { Database } from '../../../src/platform/database/database';
import type { DomainEvent } from '../../../src/platform/queue/domain-event';
import { Outbox } from '../../../src/platform/queue/outbox';
import { selfSignedCertificate } from '../../support/certificate';
import { type Developer, developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { accept, type Answer, WebhookReceiver } from '../../support/webhook-receiver';

const DEADLINE_MS = 20_000;
const ALL_EVENTS = ['task.created', 'task.completed', 'points.earned'];
/** By itself no further attempt comes while a test runs: it says when. */
const LATER = { 'retry-after': '3600' };
const fail: Answer = (_request, response) => response.writeHead(500, LATER).end('no');
const NOBODY = publicId('webhook', '123e4567-e89b-12d3-a456-426614174000');

describe('Webhooks', () => {
  const certificate = selfSignedCertificate('localhost');
  const known = getCACertificates('default');
  const receivers: WebhookReceiver[] = [];
  let app: TestApp;

  beforeAll(async () => {
    setDefaultCACertificates([...known, certificate.cert]);
    app = await testApp({ environment: { PRIVATE_NETWORKS_ALLOWED: '127.0.0.0/8,::1' } });
  });
  afterEach(async () => {
    for (const receiver of receivers.splice(0)) await receiver.stop();
  });
  afterAll(async () => {
    setDefaultCACertificates(known);
    await app.stop();
  });

  async function receiverThat(answer: Answer = accept, secure = false): Promise<WebhookReceiver> {
    const receiver = await WebhookReceiver.start(secure ? certificate : undefined);
    receiver.answer = answer;
    receivers.push(receiver);
    return receiver;
  }

  /** A webhook of this developer; `data` of the reply. */
  async function register(dev: Developer, url: string, events = ALL_EVENTS) {
    const reply = await app.developer.post('/webhooks', { url, events }, { token: dev.key });
    expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
    return reply.body.data as { id: string; secret: string; status: string };
  }

  const tell = (event: DomainEvent): Promise<void> => app.trellis.app.get(Outbox).publish(event);

  const completed = (dev: Developer, points = 20): TaskCompleted =>
    new TaskCompleted({ userId: dev.person.id, taskId: randomUUID(), points });

  async function deliveriesOf(dev: Developer, id: string, query = '') {
    const reply = await app.developer.get(`/webhooks/${id}/deliveries?per_page=100${query}`, {
      token: dev.key,
    });
    expect(reply.status).toBe(200);
    return reply.body.data as {
      id: string;
      status: string;
      attempts: number;
      event_type: string;
      last_error: string | null;
      last_status_code: number | null;
      next_attempt_at: string | null;
    }[];
  }

  /** The deliveries of a webhook once they look as wanted. */
  const delivered = (
    dev: Developer,
    id: string,
    wanted: (deliveries: Awaited<ReturnType<typeof deliveriesOf>>) => boolean,
  ) => eventually(() => deliveriesOf(dev, id), wanted, DEADLINE_MS);

  const received = (receiver: WebhookReceiver, count: number): Promise<number> =>
    eventually(
      async () => receiver.received.length,
      (length) => length >= count,
      DEADLINE_MS,
    );

  const webhook = async (dev: Developer, id: string) =>
    (await app.developer.get(`/webhooks/${id}`, { token: dev.key })).body.data;

  /** Whatever waits for its next attempt is due now. */
  async function hurry(): Promise<void> {
    await app.database.query(`UPDATE webhook_deliveries SET next_attempt_at = now()`);
  }

  it('are posted over TLS, signed as Standard Webhooks, with ids and small facts only', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat(accept, true);
    const { id, secret } = await register(dev, receiver.url);
    const event = completed(dev);
    await tell(event);
    await received(receiver, 1);
    const [message] = receiver.verified(secret);
    expect(message).toEqual({
      type: 'task.completed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: { task_id: publicId('task', event.payload.taskId), points: 20 },
    });
    const [request] = receiver.received;
    const [delivery] = await delivered(dev, id, ([first]) => first?.status === 'delivered');
    expect(delivery).toMatchObject({ attempts: 1, last_status_code: 204, last_error: null });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': delivery?.id,
      'user-agent': 'Trellis-Webhooks/1.0',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual(message);
    const stranger = new Webhook(`whsec_${Buffer.alloc(32, 7).toString('base64')}`);
    expect(() => stranger.verify(request?.body ?? '', request?.headers ?? {})).toThrow();
  });

  it('tell of a task that was made over the API, and keep its words to themselves', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat();
    const { secret } = await register(dev, receiver.url, ['task.created']);
    const made = await app.developer.post('/tasks', { title: 'Zyx essay' }, { token: dev.key });
    expect(made.status).toBe(200);
    await received(receiver, 1);
    expect(receiver.verified(secret)).toMatchObject([
      { type: 'task.created', data: { task_id: made.body.data.id } },
    ]);
    expect(receiver.received[0]?.body).not.toContain('Zyx');
  });

  it('are registered, read, listed, changed and deleted by their owner, and nobody else', async () => {
    const dev = await developer(app);
    const other = await developer(app);
    const { id, secret } = await register(dev, 'https://hooks.example.com/a');
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const [row] = await app.database.query<{ sealed: string }>(
      `SELECT encode(ciphertext, 'escape') AS sealed FROM webhook_endpoints ORDER BY created_at DESC`,
    );
    expect(row?.sealed).not.toContain(secret.slice(6, 20));
    expect(await webhook(dev, id)).toMatchObject({
      id,
      url: 'https://hooks.example.com/a',
      status: 'active',
      api_key_id: publicId('key', dev.keyId),
    });
    expect(await webhook(dev, id)).not.toHaveProperty('secret');
    const changed = await app.developer.patch(
      `/webhooks/${id}`,
      { url: 'https://hooks.example.com/b', description: 'Mine', events: ['task.created'] },
      { token: dev.key },
    );
    expect(changed.body.data).toMatchObject({
      url: 'https://hooks.example.com/b',
      description: 'Mine',
      events: ['task.created'],
    });
    for (const reply of [
      await app.developer.get(`/webhooks/${id}`, { token: other.key }),
      await app.developer.patch(`/webhooks/${id}`, { description: 'x' }, { token: other.key }),
      await app.developer.post(`/webhooks/${id}/test`, undefined, { token: other.key }),
      await app.developer.post(`/webhooks/${id}/enable`, undefined, { token: other.key }),
      await app.developer.post(`/webhooks/${id}/rotate-secret`, undefined, { token: other.key }),
      await app.developer.get(`/webhooks/${id}/deliveries`, { token: other.key }),
      await app.developer.delete(`/webhooks/${id}`, { token: other.key }),
      await app.developer.get(`/webhooks/${NOBODY}`, { token: dev.key }),
    ]) {
      expect(reply.status).toBe(404);
    }
    const list = await app.developer.get('/webhooks', { token: dev.key });
    expect(list.body.meta.pagination.total).toBe(1);
    expect((await app.developer.get('/webhooks', { token: other.key })).body.data).toEqual([]);
    expect((await app.developer.delete(`/webhooks/${id}`, { token: dev.key })).status).toBe(204);
    expect((await app.developer.get(`/webhooks/${id}`, { token: dev.key })).status).toBe(404);
    const audited = await app.database.query<{ action: string }>(
      `SELECT action FROM audit_entries WHERE actor_id = $1 AND subject_type = 'webhook' ORDER BY id`,
      [dev.person.id],
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'webhook.create',
      'webhook.update',
      'webhook.delete',
    ]);
  });

  it('serve keys and people who are signed in; a key sees only what it made', async () => {
    const dev = await developer(app, { permissions: ['read:tasks'] });
    const second = await developer(app, { person: dev.person });
    const { id } = await register(dev, 'https://hooks.example.com/', ['task.created']);
    const token = dev.person.token;
    const own = await app.developer.post(
      '/webhooks',
      { url: 'https://hooks.example.com/', events: ALL_EVENTS },
      { token },
    );
    expect(own.body.data).toMatchObject({ api_key_id: null });
    const idsSeenBy = async (bearer: string) =>
      (await app.developer.get('/webhooks', { token: bearer })).body.data.map(
        (one: { id: string }) => one.id,
      );
    expect(await idsSeenBy(token)).toEqual([own.body.data.id, id]);
    expect(await idsSeenBy(dev.key)).toEqual([id]);
    expect(await idsSeenBy(second.key)).toEqual([]);
    expect((await app.developer.get('/webhooks')).status).toBe(401);
  });

  it('show their secret to no other key that repeats the request', async () => {
    const dev = await developer(app);
    const second = await developer(app, { person: dev.person });
    const wanted = { url: 'https://hooks.example.com/', events: ['task.created'] };
    const headers = { 'idempotency-key': 'made-by-one-key' };
    const first = await app.developer.post('/webhooks', wanted, { token: dev.key, headers });
    const repeated = await app.developer.post('/webhooks', wanted, { token: dev.key, headers });
    expect(repeated.text).toBe(first.text);
    for (const token of [second.key, dev.person.token]) {
      const other = await app.developer.post('/webhooks', wanted, { token, headers });
      expect([other.status, other.body.error.code]).toEqual([422, 'idempotency_key_reused']);
    }
  });

  it('tell a key only what its permissions let it read', async () => {
    const dev = await developer(app, { permissions: ['read:tasks'] });
    const wanted = { url: 'https://hooks.example.com/', events: ['task.created', 'points.earned'] };
    const refused = await app.developer.post('/webhooks', wanted, { token: dev.key });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'insufficient_permission']);
    const receiver = await receiverThat();
    const { id } = await register(dev, receiver.url, ['task.completed']);
    const more = { events: ['stake.opened'] };
    const widened = await app.developer.patch(`/webhooks/${id}`, more, { token: dev.key });
    expect(widened.status).toBe(403);
    // Its owner may write down more; what the key may not read is still not told.
    const byOwner = await app.developer.patch(
      `/webhooks/${id}`,
      { events: ['task.completed', 'points.earned'] },
      { token: dev.person.token },
    );
    expect(byOwner.status).toBe(200);
    await tell(new PointsEarned({ userId: dev.person.id, transferId: randomUUID(), points: 5 }));
    await tell(completed(dev));
    const all = await delivered(dev, id, ([first]) => first?.status === 'delivered');
    expect(all.map(({ event_type }) => event_type)).toEqual(['task.completed']);
  });

  it('tell of the events that were asked for, and of nobody else’s', async () => {
    const dev = await developer(app);
    const other = await developer(app);
    const receiver = await receiverThat();
    const { id } = await register(dev, receiver.url, ['task.completed']);
    const at = { userId: dev.person.id, taskId: randomUUID() };
    await tell(completed(other));
    await tell(new TaskCreated({ ...at, source: 'self' }));
    await tell(new TaskCompleted({ ...at, points: 1 }));
    await delivered(dev, id, ([first]) => first?.status === 'delivered');
    expect(receiver.received).toHaveLength(1);
    expect(await deliveriesOf(dev, id)).toHaveLength(1);
  });

  it('do not tell of what was undone', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat();
    const { id, secret } = await register(dev, receiver.url);
    const undone = app.trellis.app.get(Database).transaction(async () => {
      await tell(completed(dev, 1));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await tell(completed(dev, 2));
    await delivered(dev, id, ([first]) => first?.status === 'delivered');
    expect(receiver.verified(secret).map(({ data }) => data['points'])).toEqual([2]);
  });

  it('list the types of events, each with what it takes', async () => {
    const dev = await developer(app, { permissions: ['read:user'] });
    const { body } = await app.developer.get('/webhooks/event-types', { token: dev.key });
    expect(body.data).toContainEqual(
      expect.objectContaining({ type: 'task.completed', required_permission: 'read:tasks' }),
    );
    expect(body.data).toContainEqual(
      expect.objectContaining({ type: 'stake.opened', required_permission: 'read:staking' }),
    );
  });

  it.each([
    ['http://hooks.example.com/'],
    ['https://10.0.0.1/'],
    ['https://169.254.169.254/latest/meta-data'],
    ['https://[::ffff:10.0.0.1]/'],
    ['https://[64:ff9b::a9fe:a9fe]/'],
    ['https://0xa000001/'],
    ['https://me:secret@hooks.example.com/'],
    ['https://hooks.example.com:25/'],
    ['file:///etc/passwd'],
    [''],
    [7],
  ])('are refused at %j', async (url) => {
    const dev = await developer(app);
    const refused = await app.developer.post(
      '/webhooks',
      { url, events: ['task.created'] },
      { token: dev.key },
    );
    expect([refused.status, refused.body.error.code]).toEqual([400, 'invalid_request']);
    const { id } = await register(dev, 'https://hooks.example.com/');
    const moved = await app.developer.patch(`/webhooks/${id}`, { url }, { token: dev.key });
    expect(moved.status).toBe(400);
  });

  it.each([[[]], [['task.exploded']], [['webhook.test']], ['task.created'], [null], [[7]]])(
    'are refused for the events %j',
    async (events) => {
      const dev = await developer(app);
      const body = { url: 'https://hooks.example.com/', events };
      expect((await app.developer.post('/webhooks', body, { token: dev.key })).status).toBe(400);
    },
  );

  it('are ten at most, however many are asked for at once', async () => {
    const dev = await developer(app);
    const body = { url: 'https://hooks.example.com/', events: ['task.created'] };
    const replies = await Promise.all(
      Array.from({ length: 14 }, () => app.developer.post('/webhooks', body, { token: dev.key })),
    );
    const statuses = replies.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array(10).fill(200), ...Array(4).fill(409)]);
  });

  it('are registered once by a request that is repeated', async () => {
    const dev = await developer(app);
    const body = { url: 'https://hooks.example.com/', events: ['task.created'] };
    const options = { token: dev.key, headers: { 'idempotency-key': randomUUID() } };
    const first = await app.developer.post('/webhooks', body, options);
    const second = await app.developer.post('/webhooks', body, options);
    expect(second.body).toEqual(first.body);
    expect((await app.developer.get('/webhooks', { token: dev.key })).body.data).toHaveLength(1);
  });

  it('can be tried with a test, which needs no event', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat();
    const { id, secret } = await register(dev, receiver.url);
    const queued = await app.developer.post(`/webhooks/${id}/test`, undefined, { token: dev.key });
    expect(queued.body.data).toMatchObject({ event_type: 'webhook.test', status: 'pending' });
    await received(receiver, 1);
    expect(receiver.verified(secret)).toMatchObject([
      { type: 'webhook.test', data: { webhook_id: id } },
    ]);
  });

  it('are signed with either secret for a day after a rotation', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat();
    const before = await register(dev, receiver.url);
    const rotated = await app.developer.post(`/webhooks/${before.id}/rotate-secret`, undefined, {
      token: dev.key,
    });
    const after = rotated.body.data.secret as string;
    expect(rotated.body.data.previous_secret_until).not.toBeNull();
    await tell(completed(dev));
    await received(receiver, 1);
    expect(receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    expect(receiver.verified(after)).toHaveLength(1);
    expect(receiver.verified(before.secret)).toHaveLength(1);
    await app.database.query(
      `UPDATE webhook_endpoints SET previous_until = now() WHERE user_id = $1`,
      [dev.person.id],
    );
    await tell(completed(dev));
    await received(receiver, 2);
    receiver.received.shift();
    expect(receiver.verified(after)).toHaveLength(1);
    expect(() => receiver.verified(before.secret)).toThrow();
    expect((await webhook(dev, before.id)).previous_secret_until).toBeNull();
  });

  it('are tried again as the same message, each time signed anew, until they succeed', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat(fail);
    const { id, secret } = await register(dev, receiver.url);
    await tell(completed(dev));
    const [failing] = await delivered(dev, id, ([first]) => first?.last_status_code === 500);
    expect(failing).toMatchObject({ status: 'pending', last_error: 'status' });
    expect(Date.parse(failing?.next_attempt_at ?? '')).toBeGreaterThan(Date.now());
    expect((await webhook(dev, id)).failing_since).not.toBeNull();
    receiver.answer = accept;
    await hurry();
    const [done] = await delivered(dev, id, ([first]) => first?.status === 'delivered');
    expect(done).toMatchObject({ attempts: 2, last_status_code: 204, next_attempt_at: null });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.verified(secret)).toHaveLength(2);
    expect((await webhook(dev, id)).failing_since).toBeNull();
    const log = await app.developer.get(`/webhooks/${id}/deliveries/${done?.id}`, {
      token: dev.key,
    });
    expect(log.body.data.attempt_log).toMatchObject([
      { number: 1, status_code: 500, error: 'status' },
      { number: 2, status_code: 204, error: null },
    ]);
  });

  it('fail for good after nine attempts, and can be replayed as the same message', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat((_request, response) =>
      response.writeHead(503, LATER).end(),
    );
    const { id } = await register(dev, receiver.url);
    await app.developer.post(`/webhooks/${id}/test`, undefined, { token: dev.key });
    await delivered(dev, id, ([first]) => first?.attempts === 1 && first.last_error === 'status');
    await app.database.query(
      `UPDATE webhook_deliveries SET tries = 8, attempts = 8, next_attempt_at = now()
       WHERE status = 'pending'`,
    );
    const [failed] = await delivered(dev, id, ([first]) => first?.status === 'failed');
    expect(failed).toMatchObject({ attempts: 9, last_status_code: 503 });
    receiver.answer = accept;
    const path = `/webhooks/${id}/deliveries/${failed?.id}/replay`;
    const replayed = await app.developer.post(path, undefined, { token: dev.key });
    expect(replayed.body.data).toMatchObject({ id: failed?.id, status: 'pending' });
    await delivered(dev, id, ([first]) => first?.status === 'delivered');
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveriesOf(dev, id, '&status=failed')).toEqual([]);
    expect(await deliveriesOf(dev, id, '&status=delivered')).toHaveLength(1);
  });

  it('wait as long as the endpoint asks', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat((_request, response) =>
      response.writeHead(429, { 'retry-after': '3600' }).end(),
    );
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    const [waiting] = await delivered(dev, id, ([first]) => first?.last_status_code === 429);
    const ahead = Date.parse(waiting?.next_attempt_at ?? '') - Date.now();
    expect(ahead).toBeGreaterThan(3_500_000);
    expect(ahead).toBeLessThan(3_700_000);
    const path = `/webhooks/${id}/deliveries/${waiting?.id}/replay`;
    expect((await app.developer.post(path, undefined, { token: dev.key })).status).toBe(409);
  });

  it('follow no redirect, wherever it leads', async () => {
    const dev = await developer(app);
    const elsewhere = await receiverThat();
    const receiver = await receiverThat((_request, response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    );
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    const [failed] = await delivered(dev, id, ([first]) => typeof first?.last_error === 'string');
    expect(failed).toMatchObject({ last_error: 'redirect', last_status_code: 307 });
    expect(elsewhere.received).toEqual([]);
  });

  it('do no harm when they point at Trellis itself', async () => {
    const dev = await developer(app);
    const { id } = await register(dev, `${app.baseUrl}/v1/webhooks`);
    await tell(completed(dev));
    const [failed] = await delivered(dev, id, ([first]) => typeof first?.last_error === 'string');
    expect(failed).toMatchObject({ last_error: 'status', last_status_code: 401 });
    expect(await deliveriesOf(dev, id)).toHaveLength(1);
  });

  it('are disabled at once by 410 Gone, and enabled by their owner', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat((_request, response) => response.writeHead(410).end());
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    await delivered(dev, id, ([first]) => first?.status === 'failed');
    expect(await webhook(dev, id)).toMatchObject({ status: 'disabled', disabled_because: 'gone' });
    const test = await app.developer.post(`/webhooks/${id}/test`, undefined, { token: dev.key });
    expect(test.status).toBe(409);
    await tell(completed(dev));
    receiver.answer = accept;
    const enabled = await app.developer.post(`/webhooks/${id}/enable`, undefined, {
      token: dev.key,
    });
    expect(enabled.body.data).toMatchObject({ status: 'active', disabled_because: null });
    await app.developer.post(`/webhooks/${id}/test`, undefined, { token: dev.key });
    await delivered(dev, id, (all) => all.some(({ status }) => status === 'delivered'));
  });

  it('are disabled after three days of nothing but failures, and their owner gets a mail', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat(fail);
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    await delivered(dev, id, ([first]) => first?.last_error === 'status');
    await app.database.query(
      `UPDATE webhook_endpoints SET failures_in_a_row = 8,
         failing_since = now() - interval '3 days' WHERE user_id = $1`,
      [dev.person.id],
    );
    await hurry();
    await delivered(
      dev,
      id,
      ([first]) => first?.attempts === 2 && Date.parse(first.next_attempt_at ?? '') > Date.now(),
    );
    expect((await webhook(dev, id)).status).toBe('active');
    await hurry();
    await eventually(
      () => webhook(dev, id),
      ({ status }) => status === 'disabled',
      DEADLINE_MS,
    );
    expect((await webhook(dev, id)).disabled_because).toBe('failing');
    const mails = await app.database.query(
      `SELECT template, variables FROM email_messages
       WHERE user_id = $1 AND template = 'webhook-disabled'`,
      [dev.person.id],
    );
    expect(mails).toEqual([{ template: 'webhook-disabled', variables: { webhook: id } }]);
    receiver.answer = accept;
    await app.developer.post(`/webhooks/${id}/enable`, undefined, { token: dev.key });
    await hurry();
    await delivered(dev, id, ([first]) => first?.status === 'delivered');
  });

  it('end with the key that made them', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat(fail);
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    await delivered(dev, id, ([first]) => first?.last_error === 'status');
    const path = `/api-keys/${publicId('key', dev.keyId)}`;
    const token = dev.person.token;
    expect((await app.developer.delete(path, { token })).status).toBe(204);
    const asOwner = () => app.developer.get(`/webhooks/${id}`, { token });
    expect((await asOwner()).body.data).toMatchObject({
      status: 'disabled',
      disabled_because: 'key_ended',
    });
    await tell(completed(dev));
    await hurry();
    const ended = await eventually(
      async () =>
        (await app.developer.get(`/webhooks/${id}/deliveries`, { token })).body.data as {
          status: string;
        }[],
      (all) => all.every(({ status }) => status === 'cancelled'),
      DEADLINE_MS,
    );
    expect(ended).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
    const enabled = await app.developer.post(`/webhooks/${id}/enable`, undefined, { token });
    expect(enabled.status).toBe(409);
  });

  it('end with the account: nothing is sent once it is closed, and nothing is left of it', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat(fail);
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    await delivered(dev, id, ([first]) => first?.last_error === 'status');
    await app.database.query(`UPDATE users SET is_active = false WHERE id = $1`, [dev.person.id]);
    await tell(completed(dev));
    await hurry();
    const statuses = () =>
      app.database.query<{ status: string }>(
        `SELECT delivery.status FROM webhook_deliveries delivery
         JOIN webhook_endpoints endpoint ON endpoint.id = delivery.endpoint_id
         WHERE endpoint.user_id = $1`,
        [dev.person.id],
      );
    const ended = await eventually(
      statuses,
      (all) => all.every(({ status }) => status === 'cancelled'),
      DEADLINE_MS,
    );
    expect(ended).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
    await app.database.query(`DELETE FROM users WHERE id = $1`, [dev.person.id]);
    expect(await statuses()).toEqual([]);
  });

  it('are delivered while other endpoints hang: by the hanging ones nobody else is held up', async () => {
    const slow = await developer(app);
    const quick = await developer(app);
    const hanging = await receiverThat(() => undefined);
    let hangingAtLast: [number, number] | null = null;
    const healthy = await receiverThat((request, response) => {
      if (healthy.received.length === 20) {
        hangingAtLast = [hanging.received.length, hanging.open];
      }
      accept(request, response);
    });
    for (let count = 0; count < 6; count += 1) await register(slow, hanging.url);
    const { id } = await register(quick, healthy.url);
    for (let count = 0; count < 10; count += 1) await tell(completed(slow));
    await received(hanging, 4);
    for (let count = 0; count < 20; count += 1) await tell(completed(quick));
    await delivered(
      quick,
      id,
      (all) => all.filter((one) => one.status === 'delivered').length === 20,
    );
    // All of it arrived before the first of the hanging requests was given up.
    expect(hangingAtLast).toEqual([4, 4]);
  });

  it('read a bounded part of what an endpoint answers', async () => {
    const dev = await developer(app);
    let written = 0;
    const receiver = await receiverThat((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && written < 500_000_000) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return;
        }
      };
      response.on('drain', more);
      more();
    });
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    const [done] = await delivered(dev, id, ([first]) => first?.status === 'delivered');
    expect(done?.attempts).toBe(1);
    expect(written).toBeLessThan(100_000_000);
  });

  it('survive endpoints that speak no HTTP, or leave in the middle', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat((_request, response) => {
      response.socket?.end('HELLO\r\n\r\n');
    });
    const { id } = await register(dev, receiver.url);
    await tell(completed(dev));
    await delivered(dev, id, ([first]) => first?.last_error === 'not_http');
    receiver.answer = (_request, response) => response.socket?.destroy();
    await hurry();
    await delivered(dev, id, ([first]) => first?.last_error === 'connection_failed');
    const untrusted = await WebhookReceiver.start(selfSignedCertificate('localhost'));
    receivers.push(untrusted);
    await app.developer.patch(`/webhooks/${id}`, { url: untrusted.url }, { token: dev.key });
    await hurry();
    await delivered(dev, id, ([first]) => first?.last_error === 'tls_failed');
    expect(untrusted.received).toEqual([]);
  });

  it('stop at a backlog: what is older stays, and goes on when enabled', async () => {
    const dev = await developer(app);
    const receiver = await receiverThat();
    const { id } = await register(dev, receiver.url);
    await app.database.query(
      `INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, data, occurred_at,
         next_attempt_at)
       SELECT id, gen_random_uuid(), 'task.created', '{}', now(), now() + interval '1 day'
       FROM webhook_endpoints, generate_series(1, 10000) WHERE user_id = $1`,
      [dev.person.id],
    );
    await tell(completed(dev));
    await eventually(
      () => webhook(dev, id),
      ({ disabled_because }) => disabled_because === 'backlog',
      DEADLINE_MS,
    );
    await tell(completed(dev));
    await app.developer.post(`/webhooks/${id}/enable`, undefined, { token: dev.key });
    await tell(completed(dev));
    await received(receiver, 2);
    expect((await webhook(dev, id)).status).toBe('active');
    const [row] = await app.database.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM webhook_deliveries
       WHERE status = 'pending' AND event_type = 'task.created'`,
    );
    expect(row?.waiting).toBe(10_000);
    await app.developer.delete(`/webhooks/${id}`, { token: dev.key });
  });

  it('belong to people with or without keys, and to no stranger’s token', async () => {
    const somebody = await person(app);
    const reply = await app.developer.get('/webhooks', { token: somebody.token });
    expect([reply.status, reply.body.data]).toEqual([200, []]);
    expect((await app.developer.get('/webhooks', { token: 'trl_live_nonsense' })).status).toBe(401);
  });
});
