import {
  ModelStreamBroken,
  ModelTimedOut,
  ModelUnavailable,
} from '../../../src/platform/llm/llm.errors';
import { end, hello } from './chat-frames';
import { brokenOffAfter, ProviderServer, refusal, silentAfter, whole } from './provider-server';
import { ask, modelAt, read, until } from './reading';

describe('the circuit breaker', () => {
  let server: ProviderServer;

  beforeEach(async () => {
    server = await ProviderServer.start();
  });

  afterEach(() => server.stop());

  it('opens after failures in a row, fails fast, and recovers', async () => {
    const model = modelAt(server, { breaker: { failures: 2, openMs: 8_000 } });
    server.answer = refusal(503);
    await read(model);
    await read(model);
    expect(server.received).toHaveLength(4);

    const refused = await read(model);

    expect(refused.error).toBeInstanceOf(ModelUnavailable);
    expect(refused.error).toMatchObject({ code: 'model_unavailable' });
    expect((refused.error as ModelUnavailable).retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(server.received).toHaveLength(4);

    server.answer = whole(hello + end);
    await until(async () => (await read(model)).error === null);
    expect(server.received).toHaveLength(5);
    expect((await read(model)).text).toBe('Hello');
  });

  it('counts streams that break off and time limits that pass', async () => {
    const model = modelAt(server, {
      idleTimeoutMs: 4_000,
      breaker: { failures: 2, openMs: 60_000 },
    });
    server.answer = (response, count) =>
      (count === 1 ? brokenOffAfter(Buffer.from(hello)) : silentAfter(hello))(response, count);

    expect((await read(model)).error).toBeInstanceOf(ModelStreamBroken);
    expect((await read(model)).error).toBeInstanceOf(ModelTimedOut);
    expect((await read(model)).error).toBeInstanceOf(ModelUnavailable);
    expect(server.received).toHaveLength(2);
  });

  it('does not count requests that are refused for what they are, nor callers that leave', async () => {
    const model = modelAt(server, { breaker: { failures: 1, openMs: 60_000 } });
    server.answer = refusal(400);
    await read(model);
    server.answer = silentAfter(hello);
    for await (const part of model.stream(ask())) {
      expect(part.type).toBe('text');
      break;
    }
    server.answer = whole(hello + end);

    expect(await read(model)).toMatchObject({ text: 'Hello', error: null });
  });

  it('keeps one failing model from taking the others with it', async () => {
    const model = modelAt(server, { breaker: { failures: 1, openMs: 60_000 } });
    server.answer = refusal(503);
    await read(model, { model: 'failing' });
    server.answer = whole(hello + end);

    expect((await read(model, { model: 'failing' })).error).toBeInstanceOf(ModelUnavailable);
    expect(await read(model, { model: 'healthy' })).toMatchObject({ text: 'Hello', error: null });
  });
});
