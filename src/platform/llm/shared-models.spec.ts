import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { ProviderPart } from './provider-model';
import { SharedModels } from './shared-models';

type Opened = Awaited<ReturnType<ReturnType<SharedModels['through']>['doStream']>>;

describe('SharedModels', () => {
  const made: string[] = [];
  const shared = new SharedModels((name, fetch) => {
    made.push(name);
    return createOpenAICompatible({
      name: 'any',
      baseURL: 'http://model.invalid/v1',
      fetch,
    }).chatModel(name);
  });
  const ask = (fetch: typeof globalThis.fetch): PromiseLike<Opened> =>
    shared
      .through('any', fetch)
      .doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Why?' }] }] });

  it('sends each call through its own fetch, however they overlap', async () => {
    const held = Promise.withResolvers<Response>();
    const first = ask(() => held.promise);
    const second = await ask(() => Promise.resolve(replyOf('second')));
    held.resolve(replyOf('first'));

    expect(await textOf(second)).toBe('second');
    expect(await textOf(await first)).toBe('first');
  });

  it('makes a model once for its name, and keeps those that were asked last', () => {
    const call = (name: string) => shared.through(name, () => Promise.reject(new Error('unasked')));
    made.length = 0;
    const names = Array.from({ length: 50 }, (_, index) => `model ${index}`);
    names.forEach(call);
    call('model 0');
    expect(made).toEqual(names);
    call('one more');
    call('model 0');
    expect(made).toEqual([...names, 'one more']);
    call('model 1');
    expect(made).toEqual([...names, 'one more', 'model 1']);
  });

  it('leaves the other calls alone when one fails', async () => {
    const held = Promise.withResolvers<Response>();
    const first = ask(() => held.promise);
    await expect(ask(() => Promise.reject(new Error('no line')))).rejects.toThrow('no line');
    held.resolve(replyOf('first'));

    expect(await textOf(await first)).toBe('first');
  });
});

function replyOf(content: string): Response {
  const choices = [{ index: 0, delta: { content }, finish_reason: 'stop' }];
  return new Response(`data: ${JSON.stringify({ choices })}\n\ndata: [DONE]\n\n`, {
    headers: { 'Content-Type': 'text/event-stream' },
  });
}

async function textOf({ stream }: { stream: ReadableStream<ProviderPart> }): Promise<string> {
  let text = '';
  for await (const part of stream) if (part.type === 'text-delta') text += part.delta;
  return text;
}
