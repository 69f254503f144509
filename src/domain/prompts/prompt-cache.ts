import { type PromptReference, referenceKey } from './prompt-reference';
import type { ResolvedPrompt } from './prompt-resolver';

interface Entry {
  readonly revision: string;
  readonly prompt: ResolvedPrompt;
}

/**
 * Resolved prompts, each with the revision of the catalogue at which it was resolved. An entry is
 * right exactly as long as the catalogue still has that revision, so nothing has to be told about
 * a change. When it is full, what was unused for longest goes.
 */
export class PromptCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly capacity: number) {}

  /** What was resolved at this revision, or null. */
  get(revision: string, reference: PromptReference): ResolvedPrompt | null {
    const key = referenceKey(reference);
    const entry = this.entries.get(key);
    if (entry === undefined || entry.revision !== revision) return null;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.prompt;
  }

  /** Keeps what was read together with the revision; an entry of another revision is replaced. */
  set(revision: string, reference: PromptReference, prompt: ResolvedPrompt): void {
    const key = referenceKey(reference);
    this.entries.delete(key);
    this.entries.set(key, { revision, prompt });
    const oldest = this.entries.keys().next();
    if (this.entries.size > this.capacity && !oldest.done) this.entries.delete(oldest.value);
  }
}
