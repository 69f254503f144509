import { type PromptReference, referenceKey } from './prompt-reference';
import type { ResolvedPrompt } from './prompt-resolver';
import type { PromptSplit } from './prompt-split';

/** A prompt as a reference resolves for nobody in particular, and who gets another one. */
export interface CachedPrompt {
  readonly prompt: ResolvedPrompt;
  /** Of a label that is split: the share whose prompt is cached under its version. */
  readonly split: PromptSplit | null;
}

interface Entry {
  readonly revision: string;
  readonly cached: CachedPrompt;
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
  get(revision: string, reference: PromptReference): CachedPrompt | null {
    const key = referenceKey(reference);
    const entry = this.entries.get(key);
    if (entry === undefined || entry.revision !== revision) return null;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.cached;
  }

  /** Keeps what was read together with the revision; an entry of another revision is replaced. */
  set(revision: string, reference: PromptReference, cached: CachedPrompt): void {
    const key = referenceKey(reference);
    this.entries.delete(key);
    this.entries.set(key, { revision, cached });
    const oldest = this.entries.keys().next();
    if (this.entries.size > this.capacity && !oldest.done) this.entries.delete(oldest.value);
  }
}
