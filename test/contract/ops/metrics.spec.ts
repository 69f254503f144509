import { MetricsServer } from '../../../src/platform/metrics/metrics-server';
import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { testProcess, type TestProcess } from '../../support/test-process';

const PATIENCE_MS = 20_000;
const TOKEN = 'a-token-for-prometheus-0123456789';

/** The value of the line with these labels; null for a line that is not there. */
function valueOf(text: string, name: string, labels: Record<string, string> = {}): number | null {
  for (const line of text.split('\n')) {
    const [, found, inside = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const isIt =
      found === name &&
      Object.entries(labels).every(([label, wanted]) => inside.includes(`${label}="${wanted}"`));
    if (isIt) return Number(value);
  }
  return null;
}

describe('Metrics', () => {
  let app: TestApp;
  let worker: TestProcess;
  let admin: Person;
  let student: Person;

  beforeAll(async () => {
    app = await testApp({ environment: { METRICS_TOKEN: TOKEN } });
    worker = await testProcess(app.database, {
      jobs: true,
      environment: { METRICS_TOKEN: TOKEN, WORKER_METRICS_PORT: '0', HOST: '127.0.0.1' },
    });
    admin = await person(app, 'PLATFORM_ADMIN');
    student = await person(app);
  });
  afterAll(async () => {
    await worker.stop();
    await app.stop();
  });

  async function metrics(): Promise<string> {
    return (await app.root.get('/metrics', { token: TOKEN })).text;
  }

  it('are for the holder of the token and for platform admins', async () => {
    const byToken = await app.root.get('/metrics', { token: TOKEN });
    expect(byToken.status).toBe(200);
    expect(byToken.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect((await app.root.get('/metrics', { token: admin.token })).status).toBe(200);
  });

  it.each([
    ['strangers', () => ({}), 401],
    ['a wrong token', () => ({ token: `${TOKEN}x` }), 401],
    ['students', () => ({ token: student.token }), 403],
  ])('are not for %s', async (_who, options: () => { token?: string }, status) => {
    expect((await app.root.get('/metrics', options())).status).toBe(status);
  });

  it('count replies by route and class of status, never by address', async () => {
    const labels = { surface: 'learning', route: '/api/v1/users/me', method: 'GET', status: '2xx' };
    const name = 'trellis_http_request_duration_seconds_count';
    const before = valueOf(await metrics(), name, labels) ?? 0;
    await app.learning.get('/users/me', { token: student.token });
    await app.learning.get('/users/me', { token: student.token });
    await eventually(
      async () => valueOf(await metrics(), name, labels),
      (count) => count === before + 2,
      PATIENCE_MS,
    );
    await app.learning.get('/users/me', {});
    await eventually(
      async () => valueOf(await metrics(), name, { ...labels, status: '4xx' }),
      (count) => count === 1,
      PATIENCE_MS,
    );
  });

  /** The lines but for those of jobs, of which the first of a name may run at any moment. */
  const linesOf = (text: string): string[] =>
    text.split('\n').filter((line) => !line.startsWith('trellis_job'));

  it('have the same few lines whatever is asked for', async () => {
    const before = linesOf(await metrics()).length;
    await app.root.get('/nothing-here');
    await app.root.raw('PROPFIND', '/nothing-either', undefined).catch(() => undefined);
    await eventually(
      async () =>
        valueOf(await metrics(), 'trellis_http_request_duration_seconds_count', {
          route: 'unknown',
          status: '4xx',
        }),
      (count) => count !== null && count > 0,
      PATIENCE_MS,
    );
    const settled = linesOf(await metrics()).length;
    for (let turn = 0; turn < 30; turn += 1) {
      await app.root.get(`/nothing-${turn}/at-all?token=${turn}`);
      await app.learning.raw('GET', `/users/${turn + 100_000}`, undefined, {
        token: student.token,
      });
    }
    const text = await metrics();
    expect(text).not.toMatch(/nothing-|users\/100/);
    // One route more, with one class of status: its buckets, its sum and its count.
    expect(linesOf(text).length - settled).toBeLessThanOrEqual(16);
    expect(settled).toBeGreaterThanOrEqual(before);
  });

  it('grow evenly: a bucket holds what the smaller ones hold', async () => {
    const text = await metrics();
    const lines = text
      .split('\n')
      .filter((line) => line.startsWith('trellis_http_request_duration_seconds_bucket'))
      .filter((line) => line.includes('route="/api/v1/users/me"') && line.includes('"2xx"'))
      .map((line) => Number(line.split(' ').at(-1)));
    expect(lines).toHaveLength(13);
    expect(lines).toEqual(lines.toSorted((one, other) => one - other));
    expect(lines.at(-1)).toBeGreaterThan(0);
  });

  it('tell of the pool, the queues, the outbox and the process', async () => {
    // Scheduled jobs may all want a connection just now.
    const text = await eventually(
      metrics,
      (some) => valueOf(some, 'trellis_database_connections', { state: 'waiting' }) === 0,
      PATIENCE_MS,
    );
    expect(valueOf(text, 'trellis_queue_jobs', { queue: 'fast', state: 'failed' })).toBe(0);
    expect(valueOf(text, 'trellis_queue_jobs', { queue: 'slow', state: 'waiting' })).not.toBeNull();
    for (const kind of ['job', 'event', 'deferred']) {
      expect(valueOf(text, 'trellis_outbox_rows', { kind })).not.toBeNull();
      expect(valueOf(text, 'trellis_outbox_oldest_age_seconds', { kind })).not.toBeNull();
    }
    expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(valueOf(text, 'nodejs_eventloop_lag_seconds', { quantile: '0.99' })).not.toBeNull();
    expect(valueOf(text, 'trellis_http_streams_open')).toBe(0);
  });

  it('tell of jobs by their names', async () => {
    const { token } = admin;
    // Whoever asks how the installation does sends a small job through the queue.
    await app.coaching.get('/admin/system/health', { token });
    const read = async (): Promise<number> => {
      const own = valueOf(await metrics(), 'trellis_jobs_total', {
        job: 'health.canary',
        outcome: 'done',
      });
      const other = valueOf(await workerMetrics(TOKEN), 'trellis_jobs_total', {
        job: 'health.canary',
        outcome: 'done',
      });
      return (own ?? 0) + (other ?? 0);
    };
    await eventually(read, (count) => count > 0, PATIENCE_MS);
  });

  it('tell of sockets while they are open', async () => {
    const count = async () =>
      valueOf(await metrics(), 'trellis_sockets_open', { transport: 'websocket' });
    expect(await count()).toBe(0);
    const socket = new WebSocket(`${app.baseUrl.replace('http', 'ws')}/ws/metrics`);
    socket.addEventListener('error', () => undefined);
    await eventually(count, (open) => open === 1, PATIENCE_MS);
    expect(valueOf(await metrics(), 'trellis_sockets_signed_in')).toBe(0);
    socket.close();
    await eventually(count, (open) => open === 0, PATIENCE_MS);
  });

  async function workerReply(path: string, token?: string): Promise<Response> {
    const { port } = worker.get(MetricsServer);
    return fetch(`http://127.0.0.1:${port}${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  }

  async function workerMetrics(token: string): Promise<string> {
    return (await workerReply('/metrics', token)).text();
  }

  it('of a worker are at a port of its own, for the holder of the token', async () => {
    expect((await workerReply('/metrics')).status).toBe(401);
    expect((await workerReply('/metrics', admin.token)).status).toBe(401);
    const text = await workerMetrics(TOKEN);
    expect(valueOf(text, 'trellis_queue_jobs', { queue: 'fast', state: 'waiting' })).not.toBeNull();
    expect((await workerReply('/health/live')).status).toBe(200);
    expect((await workerReply('/health/ready')).status).toBe(200);
    expect((await workerReply('/api/v1/users/me')).status).toBe(404);
  });
});
