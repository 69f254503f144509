import { setTimeout as sleep } from 'node:timers/promises';
import { hello } from './chat-frames';
import { ProviderServer, refusal, silentAfter } from './provider-server';
import { ask, modelAt, read, until } from './reading';

describe('a caller that leaves', () => {
  let server: ProviderServer;

  beforeEach(async () => {
    server = await ProviderServer.start();
  });

  afterEach(() => server.stop());

  it('sends nothing when it had left before', async () => {
    const reading = await read(modelAt(server), { signal: AbortSignal.abort(new Error('gone')) });

    expect(reading.error).toEqual(new Error('gone'));
    expect(server.received).toHaveLength(0);
  });

  it.each([
    ['before the first word', () => undefined],
    ['inside the answer', silentAfter(hello)],
  ])('closes the connection when it aborts %s', async (_when, answer) => {
    server.answer = answer;
    const caller = new AbortController();

    const reading = read(modelAt(server), { signal: caller.signal });
    await until(() => server.received.length === 1);
    await sleep(50);
    caller.abort(new Error('The student cancelled.'));

    expect((await reading).error).toEqual(new Error('The student cancelled.'));
    await until(() => server.brokenOff === 1);
    expect(server.received).toHaveLength(1);
  });

  it('closes the connection when it stops reading', async () => {
    server.answer = silentAfter(hello);

    for await (const part of modelAt(server).stream(ask())) {
      expect(part).toEqual({ type: 'text', text: 'Hello' });
      break;
    }

    await until(() => server.brokenOff === 1);
  });

  it('stops the retry when it aborts in the pause before it', async () => {
    server.answer = refusal(503, '{}', { 'retry-after': '5' });
    const caller = new AbortController();

    const reading = read(modelAt(server), { signal: caller.signal });
    await until(() => server.received.length === 1);
    await sleep(100);
    caller.abort(new Error('gone'));

    expect((await reading).error).toEqual(new Error('gone'));
    expect(server.received).toHaveLength(1);
  });
});
