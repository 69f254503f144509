import { createHash } from 'node:crypto';
import { type ChatPromptMessage, systemTextOf } from './prompt-body';
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
  /** Of a chat prompt: what its system messages say. */
  readonly text: string;
  /** The messages of a chat prompt, null of a text. */
  readonly messages: readonly ChatPromptMessage[] | null;
  /** SHA-256 of everything that the prompt says. */
  readonly hash: Buffer;
  /** Names of the variables in the text, each once, in the order of first use. */
  readonly variables: readonly string[];
  readonly graph: ResolutionGraph;
}

/** Puts prompts together from what they include; inclusions come from one lookup. */
export class PromptResolver {
  private readonly outliner: PromptOutliner;
  private readonly texts = new Map<number, readonly string[]>();

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
    const texts = this.inline(root);
    const messages = messagesOf(root, texts);
    const text = messages === null ? texts.join('') : systemTextOf(messages);
    return {
      ...nodeOf(root),
      text,
      messages,
      hash: createHash('sha256')
        .update(messages === null ? text : scriptOf(messages), 'utf8')
        .digest(),
      variables: [...new Set(texts.flatMap(variablesOf))],
      graph: { root: nodeOf(root), dependencies: this.dependenciesOf(root) },
    };
  }

  /** Whether {@link resolve} would succeed, without building the text. @throws PromptUnresolvable */
  verify(root: SourcePrompt): void {
    this.outliner.outline(root);
  }

  /** Each text of the body with everything in place. */
  private inline(prompt: SourcePrompt): readonly string[] {
    const known = this.texts.get(prompt.id);
    if (known !== undefined) return known;
    const { parts, inclusions } = this.outliner.outline(prompt);
    const texts = parts.map((segments) =>
      segments
        .map((segment) => {
          if (typeof segment === 'string') return segment;
          const inclusion = inclusions.get(referenceKey(segment));
          return inclusion === undefined ? '' : this.inline(inclusion.child).join('');
        })
        .join(''),
    );
    this.texts.set(prompt.id, texts);
    return texts;
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

function messagesOf(
  { body }: SourcePrompt,
  texts: readonly string[],
): readonly ChatPromptMessage[] | null {
  if (typeof body === 'string') return null;
  return body.map(({ role }, position) => ({ role, content: texts[position] ?? '' }));
}

/** Messages as one text that equals no prompt's text and no other messages' one. */
function scriptOf(messages: readonly ChatPromptMessage[]): string {
  return `\0${JSON.stringify(messages.map(({ role, content }) => [role, content]))}`;
}

function nodeOf({ id, name, version }: PromptNode): PromptNode {
  return { id, name, version };
}
