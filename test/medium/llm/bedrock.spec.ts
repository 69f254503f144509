import {
  ModelAccessDenied,
  ModelRejectedRequest,
  ModelStreamBroken,
  ModelUnavailable,
} from '../../../src/platform/llm/llm.errors';
import { awsEvent, awsFrame } from '../../support/aws-event-stream';
import { seededRandom } from '../../support/recorded-streams';
import { brokenOffAfter, inPieces, ProviderServer, refusal, whole } from './provider-server';
import { modelAt, read } from './reading';

const TYPE = 'application/vnd.amazon.eventstream';

const reply = [
  awsEvent('messageStart', { role: 'assistant' }),
  awsEvent('contentBlockDelta', {
    contentBlockIndex: 0,
    delta: { reasoningContent: { text: 'A greeting, then.' } },
  }),
  awsEvent('contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'Grüß ' } }),
  awsEvent('contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'dich 🌱' } }),
  awsEvent('contentBlockStop', { contentBlockIndex: 1 }),
  awsEvent('messageStop', { stopReason: 'end_turn' }),
  awsEvent('metadata', { usage: { inputTokens: 12, outputTokens: 6, totalTokens: 18 } }),
];

describe('Bedrock', () => {
  let server: ProviderServer;
  const model = () => modelAt(server, { provider: 'bedrock', region: 'eu-central-1' });

  beforeAll(async () => {
    server = await ProviderServer.start();
  });

  afterAll(() => server.stop());

  beforeEach(() => {
    server.received.length = 0;
  });

  it('is asked at the configured address with the key as a bearer token', async () => {
    server.answer = whole(Buffer.concat(reply), TYPE);

    const reading = await read(model(), {
      model: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0',
      messages: [
        { role: 'system', content: 'You are a tutor.' },
        { role: 'user', content: 'Start.' },
      ],
      parameters: { maxOutputTokens: 200 },
    });

    expect(reading).toEqual({
      text: 'Grüß dich 🌱',
      finish: { type: 'finish', reason: 'stop', usage: { inputTokens: 12, outputTokens: 6 } },
      error: null,
    });
    const [request] = server.received;
    expect(request?.path).toBe(
      '/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse-stream',
    );
    expect(request?.headers.authorization).toBe('Bearer sk-test-4f9a');
    expect(request?.body).toMatchObject({
      system: [{ text: 'You are a tutor.' }],
      messages: [{ role: 'user', content: [{ text: 'Start.' }] }],
      inferenceConfig: { maxTokens: 200 },
    });
  });

  it('is sent signed requests where there is no key', async () => {
    server.answer = whole(Buffer.concat(reply), TYPE);
    const credentials = {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_SESSION_TOKEN: 'session',
    };

    const reading = await withAwsEnvironment(credentials, () =>
      read(modelAt(server, { provider: 'bedrock', region: 'eu-central-1', apiKey: undefined })),
    );

    expect(reading).toMatchObject({ text: 'Grüß dich 🌱', error: null });
    expect(server.received[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/,
    );
    expect(server.received[0]?.headers['x-amz-security-token']).toBe('session');
  });

  it('says that its configuration is to be checked where there are no credentials', async () => {
    const reading = await withAwsEnvironment({}, () =>
      read(modelAt(server, { provider: 'bedrock', region: 'eu-central-1', apiKey: undefined })),
    );

    expect(reading.error).toBeInstanceOf(ModelUnavailable);
    expect((reading.error as Error).message).toContain('configuration');
    expect(server.received).toHaveLength(0);
  });

  it('is understood when its frames arrive in pieces', async () => {
    const body = Buffer.concat(reply);
    const random = seededRandom(7);
    for (const pieces of [2, 10, 60]) {
      const cuts = Array.from({ length: pieces }, () => Math.floor(random() * body.length));
      server.answer = inPieces(body, cuts, TYPE);

      const reading = await read(model());

      expect(reading).toMatchObject({ text: 'Grüß dich 🌱', finish: { reason: 'stop' } });
    }
  });

  it.each([
    ['without the event that says so', Buffer.concat(reply.slice(0, 5))],
    ['inside a frame', Buffer.concat(reply.slice(0, 6)).subarray(0, -3)],
    ['before any frame', Buffer.alloc(0)],
  ])('fails when its reply ends %s', async (_where, beginning) => {
    for (const answer of [whole(beginning, TYPE), brokenOffAfter(beginning, TYPE)]) {
      server.answer = answer;

      const reading = await read(model());

      expect('Grüß dich 🌱'.startsWith(reading.text)).toBe(true);
      expect(reading.finish).toBeNull();
      expect(reading.error).toBeInstanceOf(ModelStreamBroken);
    }
  });

  it('fails when an exception comes inside its reply', async () => {
    const exception = awsFrame(
      { ':message-type': 'exception', ':exception-type': 'modelStreamErrorException' },
      { message: 'The model failed.' },
    );
    server.answer = whole(Buffer.concat([...reply.slice(0, 4), exception]), TYPE);

    const reading = await read(model());

    expect(reading).toMatchObject({ text: 'Grüß dich 🌱', finish: null });
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
    expect(server.received).toHaveLength(1);
  });

  it('fails when a frame was damaged on its way', async () => {
    const damaged = Buffer.concat(reply);
    const place = damaged.indexOf('dich');
    damaged.write('mich', place);
    server.answer = whole(damaged, TYPE);

    const reading = await read(model());

    expect(reading.finish).toBeNull();
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
  });

  it.each([
    [400, ModelRejectedRequest, 1],
    [403, ModelAccessDenied, 1],
    [404, ModelRejectedRequest, 1],
    [424, ModelUnavailable, 2],
    [429, ModelUnavailable, 2],
    [503, ModelUnavailable, 2],
  ])('has its status %i understood', async (status, failure, requests) => {
    server.answer = refusal(status, JSON.stringify({ message: 'No.' }));

    const reading = await read(model());

    expect(reading.error).toBeInstanceOf(failure);
    expect(server.received).toHaveLength(requests);
  });
});

/** Runs with these AWS variables and no others, whatever the machine has. */
async function withAwsEnvironment<Result>(
  variables: Record<string, string>,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
  const set = (entries: [string, string | undefined][]) => {
    for (const name of Object.keys(process.env).filter((known) => known.startsWith('AWS_'))) {
      delete process.env[name];
    }
    Object.assign(process.env, Object.fromEntries(entries));
  };
  set(Object.entries(variables));
  try {
    return await run();
  } finally {
    set(before);
  }
}
