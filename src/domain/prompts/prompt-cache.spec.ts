import { type CachedPrompt, PromptCache } from './prompt-cache';
import { byLabel, byVersion } from './prompt-reference';
import { PromptResolver } from './prompt-resolver';

function resolved(body: string): CachedPrompt {
  const resolver = new PromptResolver({ find: () => null });
  return { prompt: resolver.resolve({ id: 1, name: 'A', version: 1, body }), split: null };
}

describe('the cache of resolved prompts', () => {
  const production = byLabel('A', 'production');

  it('answers at the revision that the prompt was resolved at, and at no other', () => {
    const cache = new PromptCache(10);
    const prompt = resolved('one');
    cache.set('7', production, prompt);
    expect(cache.get('7', production)).toBe(prompt);
    expect(cache.get('8', production)).toBeNull();
    expect(cache.get('6', production)).toBeNull();
  });

  it('keeps labels and versions apart', () => {
    const cache = new PromptCache(10);
    cache.set('1', byLabel('A', '3'), resolved('label'));
    expect(cache.get('1', byVersion('A', 3))).toBeNull();
  });

  it('forgets first what was unused for longest', () => {
    const cache = new PromptCache(2);
    cache.set('1', byVersion('A', 1), resolved('one'));
    cache.set('1', byVersion('A', 2), resolved('two'));
    cache.get('1', byVersion('A', 1));
    cache.set('1', byVersion('A', 3), resolved('three'));
    expect(cache.get('1', byVersion('A', 2))).toBeNull();
    expect(cache.get('1', byVersion('A', 1))?.prompt.text).toBe('one');
    expect(cache.get('1', byVersion('A', 3))?.prompt.text).toBe('three');
  });
});
