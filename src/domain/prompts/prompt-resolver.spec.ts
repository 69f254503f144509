import { createHash } from 'node:crypto';
import type { PromptBody } from './prompt-body';
import { byLabel, byVersion, referenceKey } from './prompt-reference';
import { PromptResolver } from './prompt-resolver';
import type { PromptLookup, SourcePrompt } from './prompt-source';
import {
  DependencyCycle,
  DependencyMissing,
  DependencyNotText,
  DependencyTooDeep,
  ResolvedPromptTooLong,
} from './prompts.errors';

/** Prompts in memory, each given as name, version, labels and text; ids count from 1. */
class Shelf implements PromptLookup {
  private readonly prompts = new Map<string, SourcePrompt>();
  private count = 0;

  put(name: string, version: number, body: PromptBody, ...labels: string[]): SourcePrompt {
    this.count += 1;
    const prompt = { id: this.count, name, version, body };
    this.prompts.set(referenceKey(byVersion(name, version)), prompt);
    for (const label of labels) this.prompts.set(referenceKey(byLabel(name, label)), prompt);
    return prompt;
  }

  find(reference: Parameters<PromptLookup['find']>[0]): SourcePrompt | null {
    return this.prompts.get(referenceKey(reference)) ?? null;
  }
}

const tag = (name: string, label = 'production') =>
  `@@@langfusePrompt:name=${name}|label=${label}@@@`;
const versionTag = (name: string, version: number) =>
  `@@@langfusePrompt:name=${name}|version=${version}@@@`;

describe('resolving a prompt', () => {
  let shelf: Shelf;
  const resolve = (prompt: SourcePrompt) => new PromptResolver(shelf).resolve(prompt);

  /** Level 0 includes level 1 and so on, down to one that includes nothing. */
  function ladder(levels: number): SourcePrompt {
    shelf.put(`Level ${levels}`, 1, 'bottom', 'production');
    for (let level = levels - 1; level > 0; level -= 1) {
      shelf.put(`Level ${level}`, 1, tag(`Level ${level + 1}`), 'production');
    }
    return shelf.put('Level 0', 1, tag('Level 1'), 'production');
  }

  beforeEach(() => {
    shelf = new Shelf();
  });

  it('puts what it includes in place, by label and by version', () => {
    shelf.put('Protocol', 1, 'old rules');
    shelf.put('Protocol', 2, 'new rules', 'production');
    const root = shelf.put('Tutor', 3, `A ${tag('Protocol')} B ${versionTag('Protocol', 1)} C`);
    const resolved = resolve(root);
    expect(resolved.text).toBe('A new rules B old rules C');
    expect(resolved).toMatchObject({ id: 3, name: 'Tutor', version: 3 });
    expect(resolved.hash).toEqual(createHash('sha256').update(resolved.text).digest());
    expect(resolved.graph).toEqual({
      root: { id: 3, name: 'Tutor', version: 3 },
      dependencies: {
        3: [
          { id: 2, name: 'Protocol', version: 2 },
          { id: 1, name: 'Protocol', version: 1 },
        ],
      },
    });
  });

  it('names the variables of the whole text', () => {
    shelf.put('Protocol', 1, '{{b}} {{a}}', 'production');
    const root = shelf.put('Tutor', 1, `{{c}} ${tag('Protocol')} {{a}}`);
    expect(resolve(root).variables).toEqual(['c', 'b', 'a']);
  });

  it('works out once what is included from many places, and shows it in the graph once', () => {
    shelf.put('Leaf', 1, 'x', 'production');
    shelf.put('Left', 1, tag('Leaf').repeat(2), 'production');
    shelf.put('Right', 1, tag('Leaf'), 'production');
    const resolved = resolve(shelf.put('Root', 1, tag('Left') + tag('Right') + tag('Leaf')));
    expect(resolved.text).toBe('xxxx');
    expect(Object.keys(resolved.graph.dependencies)).toEqual(['2', '3', '4']);
    expect(resolved.graph.dependencies[2]).toEqual([{ id: 1, name: 'Leaf', version: 1 }]);
  });

  it('does not read tags that come about where texts meet', () => {
    shelf.put('Tail', 1, 'Prompt:name=Tail|label=production@@@', 'production');
    const root = shelf.put('Head', 1, `@@@langfuse${tag('Tail')}`);
    expect(resolve(root).text).toBe('@@@langfusePrompt:name=Tail|label=production@@@');
  });

  it('goes five levels down', () => {
    expect(resolve(ladder(5)).text).toBe('bottom');
  });

  it('refuses six levels, naming the chain', () => {
    const root = ladder(6);
    expect(() => resolve(root)).toThrow(DependencyTooDeep);
    expect(() => resolve(root)).toThrow('"Level 5" version 1 → "Level 6" (label production)');
  });

  it('refuses six levels also where the lower ones were met on a shorter way', () => {
    ladder(5);
    const root = shelf.put('Root', 1, tag('Level 1') + tag('Level 0'));
    expect(() => resolve(root)).toThrow(DependencyTooDeep);
    expect(() => resolve(root)).toThrow('"Level 4" version 1 → "Level 5" version 1');
  });

  it('names the chain to what is missing', () => {
    shelf.put('Protocol', 1, tag('Nowhere', 'staging'), 'production');
    const root = shelf.put('Tutor', 2, tag('Protocol'));
    expect(() => resolve(root)).toThrow(DependencyMissing);
    expect(() => resolve(root)).toThrow(
      '"Tutor" version 2 → "Protocol" version 1 → "Nowhere" (label staging)',
    );
  });

  it('refuses a prompt that includes itself, also in another version', () => {
    shelf.put('Tutor', 1, 'plain', 'production');
    expect(() => resolve(shelf.put('Tutor', 2, tag('Tutor')))).toThrow(DependencyCycle);
  });

  it('refuses a circle through others, naming it', () => {
    const root = shelf.put('A', 1, tag('B'), 'production');
    shelf.put('B', 1, tag('C'), 'production');
    shelf.put('C', 1, tag('A'), 'production');
    expect(() => resolve(root)).toThrow(DependencyCycle);
    expect(() => resolve(root)).toThrow(
      '"A" version 1 → "B" version 1 → "C" version 1 → "A" (label production)',
    );
  });

  it('refuses a circle that closes in a part that was met on another way', () => {
    shelf.put('B', 1, 'plain');
    shelf.put('Shared', 1, versionTag('B', 1), 'production');
    shelf.put('B', 2, tag('Shared'), 'production');
    const root = shelf.put('Root', 1, tag('Shared') + tag('B'));
    expect(() => resolve(root)).toThrow(DependencyCycle);
    expect(() => resolve(root)).toThrow(
      '"Root" version 1 → "B" version 2 → "Shared" version 1 → "B" version 1',
    );
  });

  it('refuses an explosion at once, without building it', () => {
    shelf.put('Level 5', 1, 'x'.repeat(10), 'production');
    for (let level = 4; level >= 1; level -= 1) {
      shelf.put(`Level ${level}`, 1, tag(`Level ${level + 1}`).repeat(2_000), 'production');
    }
    const root = shelf.put('Level 0', 1, tag('Level 1').repeat(2_000));
    expect(() => resolve(root)).toThrow(ResolvedPromptTooLong);
  });

  it('is quick where every level includes every prompt of the next', () => {
    const width = 60;
    const names = (level: number) => Array.from({ length: width }, (_, at) => `L${level} ${at}`);
    for (let level = 5; level >= 1; level -= 1) {
      const text =
        level === 5
          ? ' '
          : names(level + 1)
              .map((name) => tag(name))
              .join('');
      for (const name of names(level)) shelf.put(name, 1, text, 'production');
    }
    const root = shelf.put(
      'Root',
      1,
      names(1)
        .map((name) => tag(name))
        .join(''),
    );
    expect(() => resolve(root)).toThrow(ResolvedPromptTooLong);
  });

  it('puts what the messages of a chat prompt include in place, each by itself', () => {
    shelf.put('Protocol', 1, 'Be kind to {{who}}.', 'production');
    const root = shelf.put('Opening', 1, [
      { role: 'system', content: `Teach {{title}}. ${tag('Protocol')}` },
      { role: 'user', content: 'Hello {{' },
      { role: 'system', content: 'title}} Stop.' },
    ]);
    const resolved = resolve(root);
    expect(resolved.messages).toEqual([
      { role: 'system', content: 'Teach {{title}}. Be kind to {{who}}.' },
      { role: 'user', content: 'Hello {{' },
      { role: 'system', content: 'title}} Stop.' },
    ]);
    expect(resolved.text).toBe('Teach {{title}}. Be kind to {{who}}.\n\ntitle}} Stop.');
    expect(resolved.variables).toEqual(['title', 'who']);
  });

  it('tells a chat prompt from a text and from other messages by its hash', () => {
    const bodies: PromptBody[] = [
      'a\n\nb',
      [{ role: 'system', content: 'a\n\nb' }],
      [
        { role: 'system', content: 'a' },
        { role: 'system', content: 'b' },
      ],
      [
        { role: 'system', content: 'a\n\nb' },
        { role: 'user', content: 'c' },
      ],
    ];
    const hashes = bodies.map((body, at) => resolve(shelf.put(`P${at}`, 1, body)).hash);
    expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(bodies.length);
  });

  it('refuses to include a chat prompt, naming the chain', () => {
    shelf.put('Script', 1, [{ role: 'system', content: 'x' }], 'production');
    const root = shelf.put('Tutor', 1, tag('Script'));
    expect(() => resolve(root)).toThrow(DependencyNotText);
    expect(() => resolve(root)).toThrow('"Tutor" version 1 → "Script" (label production)');
  });

  it('tells whether it would succeed', () => {
    const resolver = new PromptResolver(shelf);
    resolver.verify(shelf.put('Fine', 1, 'plain'));
    expect(() => resolver.verify(shelf.put('Broken', 1, tag('Nowhere')))).toThrow(
      DependencyMissing,
    );
  });
});
