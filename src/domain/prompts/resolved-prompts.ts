import { Injectable } from '@nestjs/common';
import { PromptCache } from './prompt-cache';
import { PromptGraphRepository } from './prompt-graph.repository';
import type { PromptReference } from './prompt-reference';
import { PromptResolver, type ResolvedPrompt } from './prompt-resolver';
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
   * The prompt as it resolves at the revision, or at a later one that was reached meanwhile.
   *
   * @throws PromptNotFound
   * @throws PromptUnresolvable when an unlabelled version has lost what it includes.
   */
  async at(revision: string, reference: PromptReference): Promise<ResolvedPrompt> {
    const cached = this.cache.get(revision, reference);
    if (cached !== null) return cached;
    const loaded = await this.graph.load([reference]);
    const root = loaded.find(reference);
    if (root === null) throw new PromptNotFound(reference.name, reference);
    const prompt = new PromptResolver(loaded).resolve(root);
    // A revision of a transaction that may still fail could come back with another meaning.
    if (loaded.isCommitted) this.cache.set(loaded.revision, reference, prompt);
    return prompt;
  }
}
