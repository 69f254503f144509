import { Injectable } from '@nestjs/common';
import { type CachedPrompt, PromptCache } from './prompt-cache';
import { PromptGraphRepository } from './prompt-graph.repository';
import { byLabel, byVersion, type PromptReference } from './prompt-reference';
import { PromptResolver, type ResolvedPrompt } from './prompt-resolver';
import { isInShare } from './prompt-split';
import { PromptNotFound } from './prompts.errors';

const CACHED_PROMPTS = 500;

/**
 * Resolved prompts, kept in memory for as long as nobody writes any prompt. Whoever asks brings
 * the revision that the catalogue has at that moment: a publish is seen by the next question, in
 * every process, and an unchanged prompt costs no query.
 */
@Injectable()
export class ResolvedPrompts {
  private readonly cache = new PromptCache(CACHED_PROMPTS);

  constructor(private readonly graph: PromptGraphRepository) {}

  /**
   * The prompt as it resolves at the revision, or at a later one that was reached meanwhile. A
   * label means the version it stands on, whatever its split.
   *
   * @throws PromptNotFound
   * @throws PromptUnresolvable when an unlabelled version has lost what it includes.
   */
  async at(revision: string, reference: PromptReference): Promise<ResolvedPrompt> {
    return (await this.read(revision, reference)).prompt;
  }

  /**
   * The prompt behind a label as this person gets it: of a split, always the same side.
   *
   * @throws PromptNotFound
   * @throws PromptUnresolvable
   */
  async forPerson(
    revision: string,
    name: string,
    label: string,
    userId: number,
  ): Promise<ResolvedPrompt> {
    const { prompt, split } = await this.read(revision, byLabel(name, label));
    if (split === null || !isInShare(split, name, label, userId)) return prompt;
    return (await this.otherSide(revision, name, split.version)) ?? prompt;
  }

  /**
   * Everything that a label means to somebody: its own version, and that of its split.
   *
   * @throws PromptNotFound
   * @throws PromptUnresolvable
   */
  async everySide(revision: string, name: string, label: string): Promise<ResolvedPrompt[]> {
    const { prompt, split } = await this.read(revision, byLabel(name, label));
    const other = split === null ? null : await this.otherSide(revision, name, split.version);
    return other === null ? [prompt] : [prompt, other];
  }

  /** Null when the version went since the split was read: the split went with it. */
  private async otherSide(
    revision: string,
    name: string,
    version: number,
  ): Promise<ResolvedPrompt | null> {
    try {
      return await this.at(revision, byVersion(name, version));
    } catch (error) {
      if (error instanceof PromptNotFound) return null;
      throw error;
    }
  }

  private async read(revision: string, reference: PromptReference): Promise<CachedPrompt> {
    const cached = this.cache.get(revision, reference);
    if (cached !== null) return cached;
    const loaded = await this.graph.load([reference]);
    const root = loaded.find(reference);
    if (root === null) throw new PromptNotFound(reference.name, reference);
    const prompt = new PromptResolver(loaded).resolve(root);
    const entry = { prompt, split: loaded.splitOf(reference) };
    // A revision of a transaction that may still fail could come back with another meaning.
    if (loaded.isCommitted) this.cache.set(loaded.revision, reference, entry);
    return entry;
  }
}
