import { setTimeout as sleep } from 'node:timers/promises';
import { ModelTimedOut } from '../../../src/platform/llm/llm.errors';
import { end, frame, hello } from './chat-frames';
import { ProviderServer, silentAfter, whole } from './provider-server';
import { ask, modelAt, read, until } from './reading';

describe('patience with a provider', () => {
  let server: ProviderServer;

  beforeEach(async () => {
    server = await ProviderServer.start();
  });

  afterEach(() => server.stop());

  describe('that does not begin to answer', () => {
    it.each([
      ['no status', () => undefined],
      ['only a status', silentAfter(': hello\n\n')],
      ['a chunk without words', silentAfter(frame({ role: 'assistant', content: '' }))],
    ])('ends after two attempts when there is %s', async (_what, answer) => {
      server.answer = answer;

      const reading = await read(modelAt(server, { firstTokenTimeoutMs: 2_500 }));

      expect(reading.error).toBeInstanceOf(ModelTimedOut);
      expect(reading.error).toMatchObject({
        code: 'model_timed_out',
        message: expect.stringContaining('begin to answer within 2.5 s') as string,
      });
      expect(server.received).toHaveLength(2);
      await until(() => server.brokenOff === 2);
    });

    it('is not kept going by comments', async () => {
      server.answer = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const beat = setInterval(() => response.write(': working\n\n'), 20);
        response.on('close', () => clearInterval(beat));
      };

      const reading = await read(modelAt(server, { firstTokenTimeoutMs: 2_500 }));

      expect(reading.error).toBeInstanceOf(ModelTimedOut);
    });

    it('ends with the second attempt when that one answers', async () => {
      server.answer = (response, count) =>
        count === 1 ? undefined : whole(hello + end)(response, count);

      const reading = await read(modelAt(server, { firstTokenTimeoutMs: 4_000 }));

      expect(reading).toMatchObject({ text: 'Hello', finish: { reason: 'stop' }, error: null });
      expect(server.received).toHaveLength(2);
    });
  });

  it('ends when the provider falls silent inside its answer', async () => {
    server.answer = silentAfter(hello);

    const reading = await read(modelAt(server, { idleTimeoutMs: 2_500 }));

    expect(reading).toMatchObject({ text: 'Hello', finish: null });
    expect(reading.error).toBeInstanceOf(ModelTimedOut);
    expect((reading.error as Error).message).toContain('fell silent for 2.5 s');
    expect(server.received).toHaveLength(1);
    await until(() => server.brokenOff === 1);
  });

  it('ends when an answer takes too long as a whole', async () => {
    server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const talk = setInterval(() => response.write(hello), 20);
      response.on('close', () => clearInterval(talk));
    };

    const reading = await read(modelAt(server, { totalTimeoutMs: 4_000 }));

    expect(reading.text).toMatch(/^(Hello)+$/);
    expect(reading.error).toBeInstanceOf(ModelTimedOut);
    expect((reading.error as Error).message).toContain('finish its answer within 4 s');
    await until(() => server.brokenOff === 1);
  });

  it('counts both attempts into the time for the whole', async () => {
    server.answer = () => undefined;

    const reading = await read(
      modelAt(server, { firstTokenTimeoutMs: 3_500, totalTimeoutMs: 6_500 }),
    );

    expect((reading.error as Error).message).toContain('finish its answer within 6.5 s');
    expect(server.received).toHaveLength(2);
  });

  it('is not used up by a reader that takes its time', async () => {
    server.answer = whole(hello + hello + end);
    const model = modelAt(server, { firstTokenTimeoutMs: 20_000, idleTimeoutMs: 2_500 });
    const texts: string[] = [];

    for await (const part of model.stream(ask())) {
      await sleep(3_000);
      texts.push(part.type === 'text' ? part.text : part.reason);
    }

    expect(texts).toEqual(['Hello', 'Hello', 'stop']);
  });

  it('lets reasoning count as a sign of life, though not as text', async () => {
    server.answer = async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let thought = 0; thought < 50; thought++) {
        response.write(frame({ reasoning_content: 'hm' }));
        await sleep(100);
      }
      response.end(hello + end);
    };

    const reading = await read(
      modelAt(server, { firstTokenTimeoutMs: 4_000, idleTimeoutMs: 20_000 }),
    );

    expect(reading).toMatchObject({ text: 'Hello', error: null });
    expect(server.received).toHaveLength(1);
  });
});
