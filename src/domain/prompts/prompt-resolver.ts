import { createHash } from 'node:crypto';
import { PromptOutliner } from './prompt-outline';
import { referenceKey } from './prompt-reference';
import type { PromptLookup, PromptNode, SourcePrompt } from './prompt-source';
import { variablesOf } from './prompt-template';

/** Which versions a resolved text was put together from; parents are keyed by their id. */
export interface ResolutionGraph {
  readonly root: PromptNode;
  readonly dependencies: Readonly<Record<string, readonly PromptNode[]>>;
}

/** A prompt with everything it includes in its place. */
export interface ResolvedPrompt extends PromptNode {
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: Buffer;
  /** Names of the variables in the text, each once, in the order of first use. */
  readonly variables: readonly string[];
  readonly graph: ResolutionGraph;
}

/** Puts prompts together from what they include; inclusions come from one lookup. */
export class PromptResolver {
  private readonly outliner: PromptOutliner;
  private readonly texts = new Map<number, string>();

  constructor(lookup: PromptLookup) {
    this.outliner = new PromptOutliner(lookup);
  }

  /**
   * The prompt with everything in place.
   *
   * @throws PromptUnresolvable (one of its kinds) naming the chain that leads to the problem.
   */
  resolve(root: SourcePrompt): ResolvedPrompt {
    this.verify(root);
    const text = this.inline(root);
    return {
      ...nodeOf(root),
      text,
      hash: createHash('sha256').update(text, 'utf8').digest(),
      variables: variablesOf(text),
      graph: { root: nodeOf(root), dependencies: this.dependenciesOf(root) },
    };
  }

  /** Whether {@link resolve} would succeed, without building the text. @throws PromptUnresolvable */
  verify(root: SourcePrompt): void {
    this.outliner.outline(root);
  }

  private inline(prompt: SourcePrompt): string {
    const known = this.texts.get(prompt.id);
    if (known !== undefined) return known;
    const { segments, inclusions } = this.outliner.outline(prompt);
    const text = segments
      .map((segment) => {
        if (typeof segment === 'string') return segment;
        const inclusion = inclusions.get(referenceKey(segment));
        return inclusion === undefined ? '' : this.inline(inclusion.child);
      })
      .join('');
    this.texts.set(prompt.id, text);
    return text;
  }

  private dependenciesOf(root: SourcePrompt): Record<string, PromptNode[]> {
    const dependencies: Record<string, PromptNode[]> = {};
    const visit = (prompt: SourcePrompt): void => {
      const { inclusions } = this.outliner.outline(prompt);
      if (inclusions.size === 0 || dependencies[prompt.id] !== undefined) return;
      const children = new Map([...inclusions.values()].map(({ child }) => [child.id, child]));
      dependencies[prompt.id] = [...children.values()].map(nodeOf);
      for (const child of children.values()) visit(child);
    };
    visit(root);
    return dependencies;
  }
}

function nodeOf({ id, name, version }: PromptNode): PromptNode {
  return { id, name, version };
}
