import { ModelStreamBroken } from '../../../src/platform/llm/llm.errors';
import {
  recordedChatStreams,
  seededRandom,
  type RecordedChatStream,
} from '../../support/recorded-streams';
import { end, frame } from './chat-frames';
import { brokenOffAfter, inPieces, ProviderServer, silentAfter, whole } from './provider-server';
import { ask, modelAt, read, type Reading } from './reading';

const streams = recordedChatStreams();
const named = streams.map((stream) => [stream.name, stream] as const);

describe('an OpenAI-compatible endpoint', () => {
  let server: ProviderServer;

  beforeAll(async () => {
    server = await ProviderServer.start();
  });

  afterAll(() => server.stop());

  beforeEach(() => {
    server.received.length = 0;
  });

  it('is asked for a stream with usage, with the key, the messages and the parameters', async () => {
    server.answer = whole('data: [DONE]\n\n');

    await read(modelAt(server, { baseUrl: `${server.url}/v1/` }), {
      messages: [
        { role: 'system', content: 'You are a tutor.' },
        { role: 'user', content: 'Start.' },
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: 'Go on.' },
      ],
      parameters: { temperature: 0.3, maxOutputTokens: 200 },
    });

    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.path).toBe('/v1/chat/completions');
    expect(server.received[0]?.headers.authorization).toBe('Bearer sk-test-4f9a');
    expect(server.received[0]?.body).toEqual({
      model: 'some-model',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.3,
      max_tokens: 200,
      messages: [
        { role: 'system', content: 'You are a tutor.' },
        { role: 'user', content: 'Start.' },
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: 'Go on.' },
      ],
    });
  });

  it('is asked for the default model where the request names none', async () => {
    server.answer = whole('data: [DONE]\n\n');

    await read(modelAt(server), { model: '' });

    expect(server.received[0]?.body.model).toBe('default-model');
  });

  it('has streams to be tried against', () => {
    expect(streams.length).toBeGreaterThanOrEqual(9);
    expect(streams.filter((stream) => stream.carriesError).length).toBeGreaterThanOrEqual(3);
  });

  it.each(named)('reads %s whole', async (_name, stream) => {
    server.answer = whole(stream.body);

    expectAsRecorded(await read(modelAt(server)), stream);
  });

  it.each(named)('reads %s cut at random bytes', async (_name, stream) => {
    const random = seededRandom(stream.body.length);
    const model = modelAt(server);

    for (const pieces of [3, 12, 40]) {
      const cuts = Array.from({ length: pieces }, () => Math.floor(random() * stream.body.length));
      server.answer = inPieces(stream.body, cuts);

      expectAsRecorded(await read(model), stream);
    }
  });

  it.each(named)('reads %s cut inside every character of several bytes', async (_name, stream) => {
    const cuts = [...stream.body.keys()].filter((at) => (stream.body[at] ?? 0) >> 6 === 0b10);
    server.answer = inPieces(stream.body, cuts.slice(0, 300));

    expectAsRecorded(await read(modelAt(server)), stream);
  });

  it.each(named)('reads %s with any line ends', async (_name, stream) => {
    server.answer = whole(stream.body.toString().replaceAll('\n', '\r\n'));

    expectAsRecorded(await read(modelAt(server)), stream);
  });

  it('reads samples byte by byte', async () => {
    for (const stream of streams.filter(({ name }) => name.startsWith('sample'))) {
      server.answer = inPieces(stream.body, [...stream.body.keys()]);

      expectAsRecorded(await read(modelAt(server)), stream);
    }
  });

  describe.each([
    ['ended in good order', (body: Buffer) => whole(body)],
    ['cut off', (body: Buffer) => brokenOffAfter(body)],
  ])('when the connection is %s too early', (_ending, endEarly) => {
    it.each(named)('fails %s unless its finish was told', async (_name, stream) => {
      const random = seededRandom(stream.body.length + 1);
      const size = stream.body.length;
      const places = [0.2, 0.5, 0.8].map((share) => Math.floor(size * (share + random() * 0.2)));
      const nearTheEnd = [2, 15, 40].map((bytes) => Math.max(0, size - bytes));

      for (const length of [...places, ...nearTheEnd]) {
        const beginning = stream.body.subarray(0, length);
        server.answer = endEarly(beginning);

        const reading = await read(modelAt(server));

        expect(stream.text.startsWith(reading.text)).toBe(true);
        if (!stream.carriesError && tellsFinish(beginning)) {
          expectAsRecorded(reading, { ...stream, usage: usageTold(reading, stream) });
        } else {
          expect(reading.error).toBeInstanceOf(ModelStreamBroken);
          expect(reading.finish).toBeNull();
        }
      }
    });
  });

  it('gives all text that came before the connection was cut', async () => {
    const frames = ['One', ' two', ' three'].map((text) => frame({ content: text })).join('');
    server.answer = brokenOffAfter(Buffer.from(`${frames}data: {"choi`));

    const reading = await read(modelAt(server));

    expect(reading.text).toBe('One two three');
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
  });

  it('fails a reply that is no event stream', async () => {
    server.answer = whole('<!doctype html><title>Sign in</title>', 'text/html');

    const reading = await read(modelAt(server));

    expect(reading).toMatchObject({ text: '', finish: null });
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
  });

  it('fails a reply with a frame that is no JSON, although the rest is fine', async () => {
    server.answer = whole(`${frame({ content: 'One' })}data: {"choices":[{]}\n\n${end}`);

    const reading = await read(modelAt(server));

    expect(reading).toMatchObject({ text: 'One', finish: null });
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
  });

  it('does not take the mark of the end inside the text for the end', async () => {
    const [marked, after] = [frame({ content: '\ndata: [DONE]\n\n' }), frame({ content: 'more' })];
    server.answer = whole(marked + after);

    const reading = await read(modelAt(server));

    expect(reading).toMatchObject({ text: '\ndata: [DONE]\n\nmore', finish: null });
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
  });

  it('does not wait for the connection to close once the end is marked', async () => {
    server.answer = silentAfter(`${frame({ content: 'All.' }, 'stop')}data: [DONE]\n\n`);

    const reading = await read(modelAt(server));

    expect(reading).toMatchObject({ text: 'All.', finish: { reason: 'stop' }, error: null });
  });

  it('lets many replies run side by side', async () => {
    server.answer = (response, count) =>
      inPieces(Buffer.from(`${frame({ content: `${count}` }, 'stop')}data: [DONE]\n\n`), [9, 60])(
        response,
        count,
      );
    const model = modelAt(server);

    const readings = await Promise.all(Array.from({ length: 20 }, () => read(model, ask())));

    const texts = readings.map(({ text }) => Number(text)).toSorted((a, b) => a - b);
    expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
});

function expectAsRecorded(reading: Reading, stream: RecordedChatStream): void {
  expect(reading.text).toBe(stream.text);
  if (stream.carriesError) {
    expect(reading.finish).toBeNull();
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
    return;
  }
  expect(reading.error).toBeNull();
  expect(reading.finish).toEqual({
    type: 'finish',
    reason: { stop: 'stop', length: 'length' }[stream.finishReasons.at(-1) ?? ''] ?? 'other',
    usage: stream.usage && {
      inputTokens: stream.usage.prompt_tokens,
      outputTokens: stream.usage.completion_tokens,
    },
  });
}

/** The usage may come after the finish reason, and so be what was lost. */
function usageTold(reading: Reading, stream: RecordedChatStream): RecordedChatStream['usage'] {
  return reading.finish?.usage === null ? null : stream.usage;
}

/** Whether a whole event with a finish reason, or the mark of the end, is in these bytes. */
function tellsFinish(bytes: Buffer): boolean {
  const events = bytes.toString().split('\n\n');
  const last = events.pop();
  return (
    last?.trimEnd() === 'data: [DONE]' ||
    events.some((event) => event === 'data: [DONE]' || /"finish_reason": ?"/.test(event))
  );
}
