import OpenAI, {
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import { type Developer, developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { longBeforeMidnight } from '../../support/long-before-midnight';
import { Gate, ModelServer, pausing, refuses, says, speaking } from '../../support/model-server';
import { testApp, type TestApp } from '../../support/test-app';

const DEADLINE_MS = 20_000;
const MESSAGES = [{ role: 'user' as const, content: 'What is binary search?' }];

describe("Developer: OpenAI's own client", () => {
  let model: ModelServer;
  let app: TestApp;
  let ada: Developer;
  let client: OpenAI;

  const clientOf = (apiKey: string, at = app): OpenAI =>
    new OpenAI({ baseURL: `${at.baseUrl}/v1/ai/openai`, apiKey, maxRetries: 0 });

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    ada = await developer(app);
    client = clientOf(ada.key);
  });
  beforeEach(() => {
    model.script = speaking;
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const create = (more: Partial<ChatCompletionCreateParamsNonStreaming> = {}, as = client) =>
    as.chat.completions.create({ model: 'test-model', messages: MESSAGES, ...more });
  /** A request as no type of the client would let it be written. */
  const createAnyhow = (more: Record<string, unknown>) =>
    create(more as Partial<ChatCompletionCreateParamsNonStreaming>);
  const heard = () => JSON.parse(model.lastCall.text) as Record<string, unknown>;

  /** The error that a call ends with. */
  async function failure(call: Promise<unknown>): Promise<APIError> {
    try {
      await call;
    } catch (error) {
      if (error instanceof APIError) return error;
      throw error;
    }
    throw new Error('The call went well.');
  }

  it('lists the models and gets one', async () => {
    const models = [];
    for await (const found of client.models.list()) models.push(found);
    expect(models).toEqual([
      {
        id: 'test-model',
        object: 'model',
        created: expect.any(Number),
        owned_by: 'openai-compatible',
      },
    ]);
    expect(await client.models.retrieve('test-model')).toEqual(models[0]);
    expect(await failure(client.models.retrieve('another'))).toBeInstanceOf(NotFoundError);
  });

  it('gets a whole reply', async () => {
    model.script = says('It halves ', 'the range.');
    const reply = await create({ temperature: 0.2, max_completion_tokens: 77 });
    expect(reply).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-[0-9A-Za-z]{22}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'test-model',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'It halves the range.', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 120, completion_tokens: 34, total_tokens: 154 },
    });
    expect(heard()).toMatchObject({ temperature: 0.2, max_tokens: 77, messages: MESSAGES });
  });

  it('streams a reply, with its usage where that is asked for', async () => {
    model.script = says('It halves ', 'the range.');
    for (const includesUsage of [false, true]) {
      const stream = await client.chat.completions.create({
        model: 'test-model',
        messages: MESSAGES,
        stream: true,
        ...(includesUsage ? { stream_options: { include_usage: true } } : {}),
      });
      const chunks: OpenAI.ChatCompletionChunk[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const deltas = chunks.map(({ choices }) => choices[0]?.delta);
      expect(deltas.slice(0, 4)).toEqual([
        { role: 'assistant', content: '', refusal: null },
        { content: 'It halves ' },
        { content: 'the range.' },
        {},
      ]);
      expect(chunks[3]?.choices[0]?.finish_reason).toBe('stop');
      expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
      expect(chunks.slice(4)).toMatchObject(
        includesUsage
          ? [
              {
                choices: [],
                usage: { prompt_tokens: 120, completion_tokens: 34, total_tokens: 154 },
              },
            ]
          : [],
      );
    }
  });

  it('puts a stream together by its own helper', async () => {
    model.script = says('It halves ', 'the range.');
    const runner = client.chat.completions.stream({ model: 'test-model', messages: MESSAGES });
    const final = await runner.finalChatCompletion();
    expect(final.choices[0]?.message.content).toBe('It halves the range.');
  });

  it('aborts a stream, and with it the call of the model', async () => {
    model.script = pausing(new Gate(), ['One '], []);
    const stream = await client.chat.completions.create({
      model: 'test-model',
      messages: MESSAGES,
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === 'One ') break;
    expect(await model.lastCall.over).toBe(false);
    const leaving = new AbortController();
    model.newCalls();
    const whole = client.chat.completions.create(
      { model: 'test-model', messages: MESSAGES },
      { signal: leaving.signal },
    );
    const aborted = expect(whole).rejects.toBeInstanceOf(APIUserAbortError);
    await eventually(
      async () => model.newCalls(),
      (calls) => calls > 0,
      DEADLINE_MS,
    );
    leaving.abort();
    await aborted;
    expect(await model.lastCall.over).toBe(false);
  });

  it('may name a model of OpenAI, for which the default one stands', async () => {
    for (const name of ['gpt-4o-mini', 'gpt-5', 'o3', 'chatgpt-4o-latest']) {
      expect((await create({ model: name })).model).toBe('test-model');
      expect(heard()['model']).toBe('test-model');
    }
    const error = await failure(create({ model: 'mistral-large' }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.code).toBe('model_not_found');
  });

  it('hands on what the model can follow, and leaves aside what only labels a request', async () => {
    const reply = await create({
      messages: [
        { role: 'developer', content: 'Be brief.' },
        {
          role: 'user',
          name: 'ada',
          content: [
            { type: 'text', text: 'What ' },
            { type: 'text', text: 'now?' },
          ],
        },
        { role: 'assistant', content: 'Go on.' },
        { role: 'user', content: 'Why?' },
      ],
      stop: ['END'],
      top_p: 0.9,
      seed: 7,
      frequency_penalty: 0.5,
      presence_penalty: -0.5,
      n: 1,
      logprobs: false,
      user: 'somebody',
      metadata: { trace: '1' },
      store: false,
      service_tier: 'auto',
      reasoning_effort: 'low',
      response_format: { type: 'text' },
      parallel_tool_calls: true,
      tools: [],
      tool_choice: 'none',
      logit_bias: {},
      modalities: ['text'],
    });
    expect(reply.choices).toHaveLength(1);
    expect(heard()).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What now?' },
        { role: 'assistant', content: 'Go on.' },
        { role: 'user', content: 'Why?' },
      ],
      stop: ['END'],
      top_p: 0.9,
      seed: 7,
      frequency_penalty: 0.5,
      presence_penalty: -0.5,
    });
  });

  const TOOL = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } };

  it.each([
    ['more than one choice', { n: 2 }, 'n'],
    ['log probabilities', { logprobs: true }, 'logprobs'],
    ['tools', { tools: [TOOL] }, 'tools'],
    ['a tool that must be called', { tools: [TOOL], tool_choice: 'required' }, 'tools'],
    ['functions', { functions: [{ name: 'f' }] }, 'functions'],
    ['JSON', { response_format: { type: 'json_object' } }, 'response_format.type'],
    ['sound', { modalities: ['text', 'audio'] }, 'modalities[1]'],
    ['web search', { web_search_options: {} }, 'web_search_options'],
    ['a bias', { logit_bias: { '50256': -100 } }, 'logit_bias.50256'],
    ['to be stored', { store: true }, 'store'],
    ['an argument that OpenAI does not know', { top_k: 5 }, 'top_k'],
    ['no messages', { messages: [] }, 'messages'],
    ['a text as messages', { messages: 'Hello' }, 'messages'],
    ['a temperature that is too high', { temperature: 3 }, 'temperature'],
    ['a fraction of a token', { max_tokens: 1.5 }, 'max_tokens'],
    ['an empty stop sequence', { stop: '' }, 'stop'],
    [
      'a role that is not known',
      { messages: [{ role: 'tool', content: 'x' }] },
      'messages[0].role',
    ],
    ['a message without content', { messages: [{ role: 'user' }] }, 'messages[0].content'],
    [
      'an image',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
      'messages[0].content[0].type',
    ],
    [
      'too many characters',
      { messages: [{ role: 'user', content: 'x'.repeat(200_001) }] },
      'messages',
    ],
  ])('hears that it cannot have %s', async (_, more, param) => {
    model.newCalls();
    const error = await failure(createAnyhow(more));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.param).toBe(param);
    expect(error.type).toBe('invalid_request_error');
    expect(error.code).toEqual(expect.any(String));
    expect(error.message).toContain(param);
    expect(model.newCalls()).toBe(0);
  });

  it('hears of keys and permissions by the classes of its errors', async () => {
    const wrong = await failure(create({}, clientOf('trl_live_wrong')));
    expect(wrong).toBeInstanceOf(AuthenticationError);
    expect(wrong.code).toBe('invalid_api_key');
    const session = await failure(create({}, clientOf(ada.person.token)));
    expect(session).toBeInstanceOf(AuthenticationError);
    const reader = await developer(app, { permissions: ['read:user'] });
    const forbidden = await failure(create({}, clientOf(reader.key)));
    expect(forbidden).toBeInstanceOf(PermissionDeniedError);
    expect(forbidden.code).toBe('insufficient_permission');
    const elsewhere = await failure(client.embeddings.create({ model: 'test-model', input: 'x' }));
    expect(elsewhere).toBeInstanceOf(NotFoundError);
    expect(elsewhere.error).toMatchObject({ message: expect.any(String), param: null });
  });

  it('hears that the budget is used up', async () => {
    await longBeforeMidnight();
    const dev = await developer(app);
    await app.database.query(
      `INSERT INTO llm_usage_days
       VALUES ($1, (now() AT TIME ZONE 'UTC')::date, 0, 1, 0, 0, 100000, 0, 0)`,
      [dev.person.id],
    );
    const error = await failure(create({}, clientOf(dev.key)));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.code).toBe('insufficient_quota');
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
  });

  it('hears of a provider that fails, also in the middle of a stream', async () => {
    model.script = refuses(500);
    expect(await failure(create())).toBeInstanceOf(InternalServerError);
    model.script = refuses(400);
    expect(await failure(create())).toBeInstanceOf(BadRequestError);
    model.script = () => [{ text: 'Half' }, { breakOff: true }];
    const stream = await client.chat.completions.create({
      model: 'test-model',
      messages: MESSAGES,
      stream: true,
    });
    const words: string[] = [];
    const error = await failure(
      (async () => {
        for await (const chunk of stream) words.push(chunk.choices[0]?.delta.content ?? '');
      })(),
    );
    expect(words.join('')).toBe('Half');
    expect(error.type).toBe('server_error');
    expect(error.code).toBe('model_stream_broken');
  });

  it.each([
    ['GET', '/v1/ai/openai/nothing', 404],
    ['DELETE', '/v1/ai/openai/models', 405],
    ['GET', '/v1/ai/openai/models', 401],
    ['POST', '/v1/ai/openai/embeddings', 404],
    ['POST', '/v1/ai/openai/responses', 401],
  ])("speaks OpenAI's errors at %s %s: %d", async (method, path, status) => {
    const reply = await app.root.raw(method, path, undefined);
    expect(reply.status).toBe(status);
    expect(reply.body).toEqual({
      error: {
        message: expect.any(String),
        type: expect.any(String),
        param: null,
        code: expect.any(String),
      },
    });
  });

  const respond = (more: Record<string, unknown> = {}) =>
    client.responses.create({
      model: 'test-model',
      input: 'What is binary search?',
      ...more,
    } as ResponseCreateParamsNonStreaming);

  it('gets a response of the newer interface', async () => {
    model.script = says('It halves ', 'the range.');
    const response = await respond({ instructions: 'Be brief.', max_output_tokens: 77 });
    expect(response.output_text).toBe('It halves the range.');
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9A-Za-z]{22}$/),
      object: 'response',
      status: 'completed',
      model: 'test-model',
      usage: { input_tokens: 120, output_tokens: 34, total_tokens: 154 },
    });
    expect(heard()).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What is binary search?' },
      ],
      max_tokens: 77,
    });
  });

  it('goes on with what it got, as input of the next response', async () => {
    const first = await respond();
    await respond({
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'One?' }] },
        ...first.output,
        { role: 'user', content: 'Two?' },
      ],
    });
    expect(heard()['messages']).toEqual([
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: first.output_text },
      { role: 'user', content: 'Two?' },
    ]);
  });

  it('streams a response, put together by its own helper', async () => {
    model.script = says('It halves ', 'the range.');
    const stream = client.responses.stream({ model: 'gpt-5', input: 'What is binary search?' });
    const types: string[] = [];
    const numbers: number[] = [];
    for await (const event of stream) {
      types.push(event.type);
      numbers.push(event.sequence_number);
    }
    expect(types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(numbers).toEqual(types.map((_, index) => index));
    const final = await stream.finalResponse();
    expect(final.output_text).toBe('It halves the range.');
    expect(final.model).toBe('test-model');
    expect(final.usage?.total_tokens).toBe(154);
  });

  it('hears that a response was cut off, or broke off', async () => {
    model.script = () => [{ text: 'It' }, { finish: 'length' }];
    expect(await respond()).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    model.script = () => [{ text: 'Half' }, { breakOff: true }];
    const stream = await client.responses.create({
      model: 'test-model',
      input: 'What?',
      stream: true,
    });
    const error = await failure(
      (async () => {
        for await (const event of stream) expect(event.type).toMatch(/^response\./);
      })(),
    );
    expect(error.code).toBe('model_stream_broken');
  });

  it.each([
    ['to be stored', { store: true }, 'store'],
    ['what was said before', { previous_response_id: 'resp_1' }, 'previous_response_id'],
    ['tools', { tools: [{ type: 'web_search' }] }, 'tools'],
    ['JSON', { text: { format: { type: 'json_object' } } }, 'text.format.type'],
    ['work in the background', { background: true }, 'background'],
    ['more included', { include: ['message.output_text.logprobs'] }, 'include'],
    ['what OpenAI does not know', { top_k: 5 }, 'top_k'],
    ['no input', { input: undefined }, 'input'],
    ['an empty input', { input: [] }, 'input'],
    [
      'an image',
      { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'x' }] }] },
      'input[0].content[0].type',
    ],
    [
      'an item that is no message',
      { input: [{ type: 'item_reference', id: 'x' }] },
      'input[0].type',
    ],
  ])('hears that a response cannot have %s', async (_, more, param) => {
    const error = await failure(respond(more));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.param).toBe(param);
  });

  it("reads a body that is no JSON, or too large, as OpenAI's errors too", async () => {
    const headers = { 'content-type': 'application/json' };
    const options = { token: ada.key, headers };
    const path = '/v1/ai/openai/chat/completions';
    const broken = await app.root.raw('POST', path, '{"model":', options);
    expect([broken.status, broken.body.error.type]).toEqual([400, 'invalid_request_error']);
    const large = await app.root.raw('POST', path, `"${'x'.repeat(1_048_577)}"`, options);
    expect([large.status, large.body.error.type]).toEqual([413, 'invalid_request_error']);
  });
});

describe("Developer: OpenAI's own client without a provider", () => {
  it('works with nothing but a base URL and a key', async () => {
    const app = await testApp();
    try {
      const { key } = await developer(app);
      const client = new OpenAI({ baseURL: `${app.baseUrl}/v1/ai/openai`, apiKey: key });
      const stream = await client.chat.completions.create({
        model: 'gpt-4o-mini',
        messages: MESSAGES,
        stream: true,
        stream_options: { include_usage: true },
      });
      let words = '';
      let usage: OpenAI.CompletionUsage | null | undefined;
      for await (const chunk of stream) {
        words += chunk.choices[0]?.delta.content ?? '';
        usage = chunk.usage;
        expect(chunk.model).toBe('offline');
      }
      expect(words).toContain('no language model is connected');
      expect(usage?.total_tokens).toBeGreaterThan(0);
    } finally {
      await app.stop();
    }
  });
});
