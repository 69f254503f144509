import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createLanguageModel } from '../../../src/platform/llm/create-language-model';
import {
  isModelFailure,
  ModelAccessDenied,
  ModelRejectedRequest,
  ModelStreamBroken,
  ModelUnavailable,
  type ModelFailure,
} from '../../../src/platform/llm/llm.errors';
import { recordedErrors } from '../../support/recorded-streams';
import { ProviderServer, refusal, whole } from './provider-server';
import { API_KEY, modelAt, read } from './reading';

const rejected = { failure: ModelRejectedRequest, code: 'model_rejected_request', requests: 1 };
const denied = { failure: ModelAccessDenied, code: 'model_access_denied', requests: 1 };
const unavailable = { failure: ModelUnavailable, code: 'model_unavailable', requests: 2 };

const expectations = new Map<number, typeof rejected | typeof denied | typeof unavailable>([
  [307, rejected],
  [400, rejected],
  [401, denied],
  [403, denied],
  [404, rejected],
  [413, rejected],
  [422, rejected],
  [408, unavailable],
  [429, unavailable],
  [500, unavailable],
  [502, unavailable],
  [503, unavailable],
  [529, unavailable],
]);

describe('a provider that refuses', () => {
  let server: ProviderServer;

  beforeAll(async () => {
    server = await ProviderServer.start();
  });

  afterAll(() => server.stop());

  beforeEach(() => {
    server.received.length = 0;
  });

  const bodies = [
    ...[...expectations.keys()].map((status) => ({
      name: `a status ${status}`,
      status,
      body: JSON.stringify({
        error: { message: `Provider's words about ${API_KEY}`, type: 'some_error' },
      }),
    })),
    { name: 'an HTML page', status: 502, body: '<html><body>Bad gateway</body></html>' },
    { name: 'an empty body', status: 500, body: '' },
    ...recordedErrors(),
  ];

  it.each(bodies.map((reply) => [reply.name, reply] as const))(
    'with %s gives a clear error without its words',
    async (_name, { status, body }) => {
      for (const provider of ['openai-compatible', 'anthropic'] as const) {
        server.received.length = 0;
        server.answer = refusal(status, body, { location: `${server.url}/elsewhere` });

        const { error, finish, text } = await read(modelAt(server, { provider }));

        const expected = expectations.get(status);
        expect({ finish, text }).toEqual({ finish: null, text: '' });
        expect(error).toBeInstanceOf(expected?.failure);
        expect(error).toHaveProperty('code', expected?.code);
        expect(server.received).toHaveLength(expected?.requests ?? -1);
        expectNothingLeaked(error as ModelFailure, body.toString());
      }
    },
  );

  it('passes on how long the provider wants to be left alone, and respects it', async () => {
    server.answer = refusal(429, '{}', { 'retry-after': '30' });

    const { error } = await read(modelAt(server));

    expect(error).toMatchObject({ code: 'model_unavailable', retryAfterSeconds: 30 });
    expect(server.received).toHaveLength(1);
  });

  it('keeps the technical account as the cause', async () => {
    server.answer = refusal(404, JSON.stringify({ error: { message: 'no model some-model' } }));

    const { error } = await read(modelAt(server));

    expect((error as Error).cause).toMatchObject({
      name: 'ProviderFault',
      status: 404,
      message: 'AI_APICallError: no model some-model',
    });
  });

  it('inside a stream leaks neither the key nor the conversation', async () => {
    const words = `Failed for ${API_KEY}: What is osmosis? ${'x'.repeat(5_000)}`;
    server.answer = whole(`data: ${JSON.stringify({ error: { message: words, code: 400 } })}\n\n`);

    const { error } = await read(modelAt(server), { parameters: {} });

    expect(error).toBeInstanceOf(ModelStreamBroken);
    expect(inspect(error, { depth: 20 })).not.toContain(API_KEY);
    expect(inspect(error, { depth: 20 }).length).toBeLessThan(5_000);
    expect(server.received).toHaveLength(1);
  });
});

describe('a provider that is not there', () => {
  it('is unavailable when nobody listens', async () => {
    const server = await ProviderServer.start();
    // The near end of a connection: nobody listens there, and nobody else can begin to.
    const line = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(line, 'connect');
    try {
      const model = modelAt(server, { baseUrl: `http://127.0.0.1:${line.localPort}` });

      const { error } = await read(model);

      expect(error).toBeInstanceOf(ModelUnavailable);
      expectNothingLeaked(error as ModelFailure, 'ECONNREFUSED');
      expect(((error as Error).cause as Error).message).toContain('ECONNREFUSED');
    } finally {
      line.destroy();
      await server.stop();
    }
  });

  it('is unavailable when it hangs up on every request', async () => {
    let connections = 0;
    const rude = createServer((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    await once(rude, 'listening');
    const baseUrl = `http://127.0.0.1:${(rude.address() as AddressInfo).port}`;
    const server = await ProviderServer.start();
    try {
      const { error } = await read(modelAt(server, { baseUrl }));

      expect(error).toBeInstanceOf(ModelUnavailable);
      expect(connections).toBe(2);
    } finally {
      await server.stop();
      rude.close();
    }
  });
});

describe('options that do not suffice', () => {
  const options = {
    defaultModel: 'm',
    firstTokenTimeoutMs: 1,
    idleTimeoutMs: 1,
    totalTimeoutMs: 1,
    breaker: { failures: 1, openMs: 1 },
  };

  it.each([
    [{ provider: 'anthropic' }, 'LLM_API_KEY'],
    [{ provider: 'openai-compatible' }, 'LLM_BASE_URL'],
    [{ provider: 'openai-compatible', baseUrl: 'localhost:1234' }, 'LLM_BASE_URL'],
    [{ provider: 'openai-compatible', baseUrl: 'http://me:secret@host' }, 'LLM_BASE_URL'],
  ] as const)('%j name what to set', (given, variable) => {
    const create = () => createLanguageModel({ ...options, ...given });

    expect(create).toThrow(variable);
    expect(create).not.toThrow('secret');
  });
});

function expectNothingLeaked(error: ModelFailure, body: string): void {
  expect(isModelFailure(error)).toBe(true);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(API_KEY);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('Robin');
  expect(error.message).toMatch(/^The language model .*\.$/);
  expect(error.message).not.toMatch(/Provider's words|<html>|ECONNREFUSED|invalid|deprecated/i);
  if (body.length > 0) {
    expect(error.message).not.toContain(body);
  }
}
