import { ModelStreamBroken } from '../../../src/platform/llm/llm.errors';
import type { LanguageModel } from '../../../src/platform/llm/language-model';
import { recordedMessageStreams, seededRandom } from '../../support/recorded-streams';
import { brokenOffAfter, inPieces, ProviderServer, silentAfter, whole } from './provider-server';
import { modelAt, read } from './reading';

interface MessageEvent {
  type: string;
  delta?: { type?: string; text?: string; stop_reason?: string };
}

const streams = recordedMessageStreams();
const named = streams.map((stream) => [stream.name, stream.body] as const);

describe('Anthropic', () => {
  let server: ProviderServer;
  let model: LanguageModel;

  beforeAll(async () => {
    server = await ProviderServer.start();
    model = modelAt(server, { provider: 'anthropic' });
  });

  afterAll(() => server.stop());

  beforeEach(() => {
    server.received.length = 0;
  });

  it('is asked with the key, the system text apart, and the parameters', async () => {
    server.answer = whole(streams[0]?.body ?? '');

    await read(model, {
      model: 'claude-3-5-haiku-20241022',
      messages: [
        { role: 'system', content: 'You are a tutor.' },
        { role: 'user', content: 'Start.' },
      ],
      parameters: { temperature: 0.3, maxOutputTokens: 200 },
    });

    expect(server.received[0]?.path).toBe('/messages');
    expect(server.received[0]?.headers['x-api-key']).toBe('sk-test-4f9a');
    expect(server.received[0]?.body).toMatchObject({
      model: 'claude-3-5-haiku-20241022',
      stream: true,
      temperature: 0.3,
      max_tokens: 200,
      system: [{ type: 'text', text: 'You are a tutor.' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Start.' }] }],
    });
  });

  it.each(named)('reads %s whole and cut at random bytes', async (_name, body) => {
    const random = seededRandom(body.length);
    const cuts = Array.from({ length: 25 }, () => Math.floor(random() * body.length));

    for (const answer of [whole(body), inPieces(body, cuts)]) {
      server.answer = answer;

      const reading = await read(model);

      expect(reading).toMatchObject({ text: textOf(body), error: null });
      expect(reading.finish?.reason).toBe(stopReasonOf(body) === 'end_turn' ? 'stop' : 'other');
      expect(reading.finish?.usage?.inputTokens).toBeGreaterThan(0);
      expect(reading.finish?.usage?.outputTokens).toBeGreaterThan(1);
    }
  });

  it('leaves the thinking out', async () => {
    server.answer = whole(streams.find(({ name }) => name.includes('thinking'))?.body ?? '');

    const reading = await read(model);

    expect(reading.text).toBe('Water boils at 100 °C – am Meeresspiegel 🌊.');
    expect(reading.finish).toEqual({
      type: 'finish',
      reason: 'stop',
      usage: { inputTokens: 21, outputTokens: 19 },
    });
  });

  it.each(named)('fails %s when it ends before its last event', async (_name, body) => {
    const random = seededRandom(body.length + 1);
    const lastEvent = body.indexOf('event: message_stop');
    const places = [0.25, 0.5, 0.75].map((share) => Math.floor(lastEvent * (share + random() / 4)));

    for (const length of [...places, lastEvent]) {
      const beginning = body.subarray(0, length);
      for (const answer of [whole(beginning), brokenOffAfter(beginning)]) {
        server.answer = answer;

        const reading = await read(model);

        expect(textOf(body).startsWith(reading.text)).toBe(true);
        expect(reading.finish).toBeNull();
        expect(reading.error).toBeInstanceOf(ModelStreamBroken);
      }
    }
  });

  it('does not wait for the connection to close after the last event', async () => {
    server.answer = silentAfter(streams[0]?.body ?? '');

    const reading = await read(model);

    expect(reading).toMatchObject({ finish: { type: 'finish' }, error: null });
  });

  it('fails a reply that turns into an error', async () => {
    const body = streams[0]?.body.toString() ?? '';
    const beginning = body.slice(0, body.indexOf('event: message_delta'));
    server.answer = whole(`${beginning}${overloaded}`);

    const reading = await read(model);

    expect(reading.text).toBe(textOf(Buffer.from(body)));
    expect(reading.finish).toBeNull();
    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
    expect(server.received).toHaveLength(1);
  });

  it('is asked once more when the first event already is an error', async () => {
    server.answer = (response, count) =>
      whole(count === 1 ? overloaded : (streams[0]?.body ?? ''))(response, count);

    const reading = await read(model);

    expect(reading).toMatchObject({ finish: { type: 'finish' }, error: null });
    expect(server.received).toHaveLength(2);
  });
});

const overloaded =
  'event: error\n' +
  'data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';

function eventsOf(body: Buffer): MessageEvent[] {
  return body
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => JSON.parse(line.slice('data:'.length)) as MessageEvent);
}

function textOf(body: Buffer): string {
  return eventsOf(body)
    .map(({ delta }) => (delta?.type === 'text_delta' ? delta.text : ''))
    .join('');
}

function stopReasonOf(body: Buffer): string | undefined {
  return eventsOf(body).find(({ type }) => type === 'message_delta')?.delta?.stop_reason;
}
