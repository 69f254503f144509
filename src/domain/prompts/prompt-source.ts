import type { PromptBody } from './prompt-body';
import type { PromptReference } from './prompt-reference';

/** One version of a prompt. */
export interface PromptNode {
  readonly id: number;
  readonly name: string;
  readonly version: number;
}

/** One version of a prompt as written; version 0 is a text that is not stored. */
export interface SourcePrompt extends PromptNode {
  readonly body: PromptBody;
}

/** Finds the prompts that others include. */
export interface PromptLookup {
  find(reference: PromptReference): SourcePrompt | null;
}

/** A version in a sentence, e.g. `"General Protocol" version 3`. */
export function describePrompt(prompt: Pick<PromptNode, 'name' | 'version'>): string {
  return prompt.version === 0 ? 'this text' : `"${prompt.name}" version ${prompt.version}`;
}
