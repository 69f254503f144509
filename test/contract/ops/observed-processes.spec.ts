import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { type ReceivedSpan, TraceReceiver } from '../../support/trace-receiver';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const PATIENCE_MS = 40_000;
const PASSWORD = 'canary password 81 for nobody';
const EMAIL = 'canary.of.the.log@example.com';
const WORDS = 'canary words: I feel so alone tonight';
const METRICS_TOKEN = 'canary-metrics-token-0123456789';
const ID_OF_REQUEST = 'a-request-of-mine.0001';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let database: TestDatabase;
let build: TrellisBuild;

beforeAll(async () => {
  build = await TrellisBuild.make();
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  build.remove();
});

/** A sign-in of a new person. */
async function register(
  api: TrellisProcess,
  email = EMAIL,
): Promise<{ token: string; refresh: string }> {
  const { status, body } = await api.learning.post('/auth/register', {
    email,
    password: PASSWORD,
    full_name: 'Canary Bird',
  });
  if (status !== 201) throw new Error(`Registration answered ${status}.`);
  return { token: body.access_token, refresh: body.refresh_token };
}

describe('Traces', () => {
  let receiver: TraceReceiver;
  let api: TrellisProcess;
  let worker: TrellisProcess;

  beforeAll(async () => {
    receiver = await TraceReceiver.start();
    const tracing = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '200',
    };
    api = await TrellisProcess.startApi(build, database.url, {
      ...tracing,
      OTEL_SERVICE_NAME: 'trellis-api',
    });
    worker = TrellisProcess.startWorker(build, database.url, {
      ...tracing,
      OTEL_SERVICE_NAME: 'trellis-worker',
    });
  });
  afterAll(async () => {
    await worker.stop();
    await api.stop();
    await receiver.stop();
  });

  it('follow a request through its statements into its job, and tell nothing of anybody', async () => {
    const { token } = await register(api, `traced.${EMAIL}`);
    const reply = await api.root.post('/api/privacy/exports', undefined, {
      token,
      headers: { traceparent: `00-${TRACE}-00f067aa0ba902b7-01`, 'x-request-id': ID_OF_REQUEST },
    });
    expect(reply.status).toBeLessThan(300);
    await api.learning.get(`/users/me?note=${encodeURIComponent(WORDS)}`, { token });
    await api.learning.get(`/chat/shared/canaryshareaddress0123456789`, { token });
    const ofTrace = () => receiver.spans.filter(({ traceId }) => traceId === TRACE);
    const writes = (spans: readonly ReceivedSpan[]) =>
      spans.filter(({ attributes }) => {
        const text = String(attributes['db.query.text'] ?? attributes['db.statement'] ?? '');
        return text.includes('INSERT INTO outbox');
      });
    const haveParents = (
      children: readonly ReceivedSpan[],
      spans: readonly ReceivedSpan[],
    ): boolean => {
      const ids = new Set(spans.map(({ spanId }) => spanId));
      return (
        children.length > 0 && children.every(({ parentSpanId = '' }) => ids.has(parentSpanId))
      );
    };
    // Two processes send what they have in pieces, and a parent after its children.
    const spans = await eventually(
      async () => ofTrace(),
      (sent) =>
        sent.some(({ name }) => name === 'job privacy.make-export') &&
        sent.some(({ name }) => name === 'POST /api/privacy/exports') &&
        haveParents(writes(sent), sent),
      PATIENCE_MS,
    );
    const request = spans.find(({ name }) => name === 'POST /api/privacy/exports');
    expect(request).toMatchObject({
      service: 'trellis-api',
      parentSpanId: '00f067aa0ba902b7',
      attributes: { 'http.route': '/api/privacy/exports' },
    });
    const job = spans.find(({ name }) => name === 'job privacy.make-export');
    expect(job).toMatchObject({
      service: 'trellis-worker',
      attributes: { 'messaging.system': 'bullmq', 'messaging.destination.name': 'slow' },
    });
    await eventually(
      async () => ofTrace().filter(({ parentSpanId }) => parentSpanId === job?.spanId).length,
      (count) => count > 0,
      PATIENCE_MS,
    );
    await eventually(
      async () => receiver.spans.some(({ name }) => name === 'GET /api/v1/users/me'),
      Boolean,
      PATIENCE_MS,
    );
    const secrets = [PASSWORD, EMAIL, 'canary words', 'canary%20words', token, 'canaryshare'];
    for (const secret of [...secrets, 'Canary Bird', 'Bearer', '?note']) {
      expect(receiver.text.includes(secret) ? secret : 'nothing').toBe('nothing');
    }
  });
});

describe('Without an endpoint for traces', () => {
  it('nothing of OpenTelemetry is loaded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trellis-loaded-'));
    const hook = join(folder, 'hook.cjs');
    const list = join(folder, 'loaded.json');
    writeFileSync(
      hook,
      `const urls = [];
       require('node:module').registerHooks({
         resolve: (specifier, context, next) => {
           const found = next(specifier, context);
           urls.push(found.url);
           return found;
         },
       });
       // The log's own thread begins with this file too.
       const { isMainThread } = require('node:worker_threads');
       if (isMainThread) process.on('exit', () => {
         require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(urls));
       });`,
    );
    const api = await TrellisProcess.start(build, database.url, {
      NODE_OPTIONS: `--require ${hook}`,
    });
    expect(await api.stop()).toBe(0);
    const loaded = JSON.parse(readFileSync(list, 'utf8')) as string[];
    rmSync(folder, { recursive: true });
    expect(loaded.some((path) => path.includes('/fastify/'))).toBe(true);
    expect(loaded.filter((path) => path.includes('opentelemetry'))).toEqual([]);
  });
});

describe('The log of a day', () => {
  let api: TrellisProcess;
  let worker: TrellisProcess;

  beforeAll(async () => {
    const environment = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'trace',
      METRICS_TOKEN,
      // Nobody listens there: every mail and every call of the model fails.
      SMTP_URL: 'smtp://canary-user:canary-smtp-password@127.0.0.1:9',
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: 'http://127.0.0.1:9/v1',
      LLM_API_KEY: 'canary-llm-key-0123456789',
      LLM_MODEL: 'none',
    };
    api = await TrellisProcess.startApi(build, database.url, environment);
    worker = TrellisProcess.startWorker(build, database.url, environment);
  });
  afterAll(async () => {
    await worker.stop();
    await api.stop();
  });

  const log = (): string => api.output + worker.output;

  /** The lines that were written to their end. */
  const lines = (): Record<string, unknown>[] =>
    [api.output, worker.output]
      .flatMap((output) => output.split('\n').slice(0, -1))
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('tells which request and which job its lines come from', async () => {
    const { token } = await register(api);
    await database.query('ALTER TABLE personal_data_exports RENAME TO mislaid');
    const headers = { 'x-request-id': ID_OF_REQUEST };
    const broken = await api.root.post('/api/privacy/exports', undefined, { token, headers });
    await database.query('ALTER TABLE mislaid RENAME TO personal_data_exports');
    expect([broken.status, broken.headers.get('x-request-id')]).toEqual([500, ID_OF_REQUEST]);
    const line = await eventually(
      async () => lines().find(({ request_id }) => request_id === ID_OF_REQUEST),
      (found) => found !== undefined,
      PATIENCE_MS,
    );
    expect(line).toMatchObject({ level: 50, path: '/api/privacy/exports' });
    expect(line?.['err']).toMatchObject({ code: '42P01', stack: expect.stringContaining(' at ') });
  });

  it('goes on with the request’s id in the job that follows from it', async () => {
    const { token } = await register(api, `second.${EMAIL}`);
    const headers = { 'x-request-id': 'a-request-of-mine.0002' };
    // The job cannot do its work: the column that it asks for is not there.
    await database.query('ALTER TABLE audit_entries RENAME COLUMN subject_ids TO mislaid');
    const reply = await api.root.post('/api/privacy/exports', undefined, { token, headers });
    const failed = reply.status < 300;
    if (failed) {
      const line = await eventually(
        async () => lines().find(({ job }) => job === 'privacy.make-export'),
        (found) => found !== undefined,
        PATIENCE_MS,
      );
      expect(line).toMatchObject({ request_id: 'a-request-of-mine.0002', level: 50 });
    }
    await database.query('ALTER TABLE audit_entries RENAME COLUMN mislaid TO subject_ids');
    expect(failed).toBe(true);
  });

  it('answers each request with an id, and takes none that is not well-formed', async () => {
    const fine = await api.root.get('/health/live', {
      headers: { 'x-request-id': 'fine-id_0.1-ABC' },
    });
    expect(fine.headers.get('x-request-id')).toBe('fine-id_0.1-ABC');
    const bad = ['short', 'with spaces in it', EMAIL, 'x'.repeat(65), '{"a":"canary words"}'];
    for (const id of bad) {
      const { headers } = await api.root.get('/nothing', { headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    const broken = await api.root.raw('GET', '/api/v1/%ff', undefined);
    expect(broken.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('holds no token, key, password, address or word of anybody', async () => {
    const { token, refresh } = await register(api, `third.${EMAIL}`);
    const { root, learning } = api;
    await learning.post('/auth/login', { email: EMAIL, password: `${PASSWORD} but wrong` });
    await learning.post('/auth/refresh', undefined, { token: refresh });
    const key = await root.post(
      '/v1/api-keys',
      { name: 'canary words', permissions: ['ai:write'] },
      { token },
    );
    const secret = String(key.body?.data?.key ?? key.body?.key ?? 'no key was made');
    await root.post('/v1/ai/generate', { prompt: WORDS, task: WORDS }, { token: secret });
    await root.post(`/api/auth/forgot-password`, { email: EMAIL });
    await root.post('/api/auth/reset-password', { token: 'canaryresettoken', new_password: 'x' });
    await root.raw('POST', '/api/v1/notes', `{"content": "${WORDS}`, {
      token,
      headers: { 'content-type': 'application/json' },
    });
    await root.post('/api/v1/notes', { content: WORDS, text: WORDS }, { token });
    await root.post('/api/agents/detect/crisis', { content: WORDS }, { token });
    await root.get(`/api/v1/users/me?token=${token}&note=${WORDS}`, { token });
    await root.get('/metrics', { token: METRICS_TOKEN });
    // A table is gone for a moment: the statements that fail hold words and addresses.
    await database.query('ALTER TABLE notes RENAME TO mislaid').catch(() => undefined);
    await root.post('/api/v1/notes', { content: WORDS, text: WORDS }, { token });
    await database.query('ALTER TABLE mislaid RENAME TO notes').catch(() => undefined);
    await database.query('ALTER TABLE users RENAME TO mislaid');
    const lost = await learning.post('/auth/login', { email: EMAIL, password: PASSWORD });
    const refused = await learning.post('/auth/register', {
      email: `fourth.${EMAIL}`,
      password: PASSWORD,
      full_name: WORDS,
    });
    await database.query('ALTER TABLE mislaid RENAME TO users');
    expect([lost.status, refused.status]).toEqual([500, 500]);
    await eventually(
      async () => lines().filter(({ level, path }) => level === 50 && path !== undefined).length,
      (count) => count >= 3,
      PATIENCE_MS,
    );
    const canaries = [
      PASSWORD,
      'canary.of.the.log',
      'canary words',
      'alone tonight',
      token,
      refresh,
      secret,
      METRICS_TOKEN,
      'canaryresettoken',
      'canary-smtp-password',
      'canary-llm-key',
      'Canary Bird',
    ];
    expect(lines().length).toBeGreaterThan(5);
    for (const line of lines().filter(({ level, path }) => level === 50 && path !== undefined)) {
      expect(line['err']).toMatchObject({ stack: expect.stringContaining(' at ') });
    }
    for (const canary of canaries) {
      const found = log()
        .split('\n')
        .filter((line) => line.includes(canary));
      expect(found).toEqual([]);
    }
  });
});
