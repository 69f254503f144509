import { ModelStreamBroken, ModelUnavailable } from '../../../src/platform/llm/llm.errors';
import { end, frame, hello } from './chat-frames';
import { brokenOffAfter, ProviderServer, refusal, whole } from './provider-server';
import { modelAt, read } from './reading';

describe('the one retry', () => {
  let server: ProviderServer;

  beforeEach(async () => {
    server = await ProviderServer.start();
  });

  afterEach(() => server.stop());

  it.each([
    ['a refusal', refusal(503)],
    ['a limit that passes at once', refusal(429, '{}', { 'retry-after': '0' })],
    ['a stream that breaks before its first word', brokenOffAfter(Buffer.from(': hello\n\n'))],
    ['a stream that is empty', whole('')],
    ['an error event that comes first', whole('data: {"error":{"message":"x","code":502}}\n\n')],
  ])('mends %s', async (_what, failing) => {
    server.answer = (response, count) =>
      (count === 1 ? failing : whole(hello + end))(response, count);

    const reading = await read(modelAt(server));

    expect(reading).toMatchObject({ text: 'Hello', finish: { reason: 'stop' }, error: null });
    expect(server.received).toHaveLength(2);
    expect(server.received[1]?.body).toEqual(server.received[0]?.body);
  });

  it('is the only one', async () => {
    server.answer = refusal(500);

    const reading = await read(modelAt(server));

    expect(reading.error).toBeInstanceOf(ModelUnavailable);
    expect(server.received).toHaveLength(2);
  });

  it.each([
    ['the first word', hello],
    ['the first thought', frame({ reasoning_content: 'hm' })],
  ])('never comes after %s', async (_what, beginning) => {
    server.answer = brokenOffAfter(Buffer.from(beginning));

    const reading = await read(modelAt(server));

    expect(reading.error).toBeInstanceOf(ModelStreamBroken);
    expect(server.received).toHaveLength(1);
  });
});
