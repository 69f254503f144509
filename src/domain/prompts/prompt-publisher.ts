import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import type { JsonValue } from '../../kernel/json';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { requirePromptAccess } from './prompt-access';
import { PromptGraphRepository } from './prompt-graph.repository';
import { LATEST, PRODUCTION, requireSettable } from './prompt-label';
import { promptNameFault } from './prompt-name';
import { byVersion, type PromptReference } from './prompt-reference';
import { PromptResolver, type ResolvedPrompt } from './prompt-resolver';
import { parsePromptText, referencesIn } from './prompt-tag';
import { PromptChanged } from './prompts.events';
import {
  LabelMoveRefused,
  MalformedPromptTag,
  PromptNotFound,
  PromptTextInvalid,
  PromptUnresolvable,
} from './prompts.errors';
import { type LabelledPrompt, PromptsRepository } from './prompts.repository';

/** A new version as its author hands it in; without tags, those of the name stay. */
export interface PromptDraft {
  readonly name: string;
  readonly text: string;
  readonly config: { readonly [key: string]: JsonValue };
  readonly labels: readonly string[];
  readonly tags: readonly string[] | null;
  readonly commitMessage: string | null;
}

/** A version as stored, what its text includes, and what comes out when it is resolved. */
export interface PromptDetails {
  readonly prompt: LabelledPrompt;
  readonly dependencies: readonly PromptReference[];
  readonly resolved: ResolvedPrompt;
}

/** What {@link PromptPublisher.ensure} may be told. */
export interface EnsureOptions {
  readonly labels?: readonly string[];
  readonly commitMessage?: string;
}

/**
 * Writes prompts. Every write takes the lock of the catalogue's revision before it reads anything:
 * writes are rare, and one at a time means that version numbers have no gaps, a label is on one
 * version, and no two writes that are fine alone close a circle together.
 */
@Injectable()
export class PromptPublisher {
  constructor(
    private readonly database: Database,
    private readonly prompts: PromptsRepository,
    private readonly graph: PromptGraphRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Publishes the next version of a name. `latest` and the given labels move to it.
   *
   * @throws Invalid for a name or label that is not allowed.
   * @throws PromptTextInvalid for a broken tag, and for a text that does not resolve.
   * @throws LabelMoveRefused when the labels it takes over would break a prompt that is in use.
   */
  async create(actor: Actor, draft: PromptDraft): Promise<PromptDetails> {
    requirePromptAccess(actor);
    const references = checked(draft);
    return this.write(() => this.publish(draft, references, actor.userId));
  }

  /**
   * Gives a version exactly these labels, taking them from other versions; `latest` stays where it
   * is.
   *
   * @throws PromptNotFound
   * @throws LabelMoveRefused when the version itself, or a labelled prompt that depends on one of
   * the labels, would not resolve any more.
   */
  async setLabels(
    actor: Actor,
    name: string,
    version: number,
    labels: readonly string[],
  ): Promise<PromptDetails> {
    requirePromptAccess(actor);
    requireSettable(labels);
    return this.write(async () => {
      const reference = byVersion(name, version);
      const prompt = await this.prompts.find(reference);
      if (prompt === null) throw new PromptNotFound(name, reference);
      const lost = await this.prompts.keepLabels(prompt.id, [...labels, LATEST]);
      await this.prompts.moveLabels(prompt, labels);
      await this.prompts.touch(prompt.id);
      return this.finish(reference, [...lost, ...labels], (cause) => new LabelMoveRefused(cause));
    });
  }

  /**
   * Publishes version 1 of a name that has none; otherwise changes nothing. Any number of
   * processes may call it at once.
   *
   * @returns whether this call published it.
   */
  async ensure(name: string, text: string, options: EnsureOptions = {}): Promise<boolean> {
    if (await this.prompts.exists(name)) return false;
    const { labels = [PRODUCTION], commitMessage = null } = options;
    const draft = { name, text, config: {}, labels, tags: null, commitMessage };
    const references = checked(draft);
    return this.write(async () => {
      if (await this.prompts.exists(name)) return false;
      await this.publish(draft, references, null);
      return true;
    });
  }

  private write<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.database.transaction(async () => {
      await this.prompts.raiseRevision();
      return work();
    });
  }

  private async publish(
    draft: PromptDraft,
    references: readonly PromptReference[],
    createdBy: number | null,
  ): Promise<PromptDetails> {
    const { id, version } = await this.prompts.insert({ ...draft, createdBy });
    await this.prompts.insertDependencies(id, references);
    if (draft.tags !== null) await this.prompts.setTags(draft.name, draft.tags);
    const labels = [...draft.labels, LATEST];
    await this.prompts.moveLabels({ id, name: draft.name }, labels);
    return this.finish(
      byVersion(draft.name, version),
      labels,
      (cause) => new PromptTextInvalid('prompt', cause),
    );
  }

  /** Makes sure that everything in use still resolves, and tells the world. */
  private async finish(
    reference: PromptReference,
    movedLabels: readonly string[],
    refusal: (cause: PromptUnresolvable) => Error,
  ): Promise<PromptDetails> {
    const dependents = await this.graph.labelledDependents(reference.name, movedLabels);
    const loaded = await this.graph.load([reference, ...dependents]);
    const resolver = new PromptResolver(loaded);
    const prompt = await this.prompts.find(reference);
    const source = loaded.find(reference);
    if (prompt === null || source === null) throw new PromptNotFound(reference.name, reference);
    const resolved = explaining(refusal, () => resolver.resolve(source));
    explaining(
      (cause) => new LabelMoveRefused(cause),
      () => {
        for (const dependent of dependents) {
          const dependentSource = loaded.find(dependent);
          if (dependentSource !== null) resolver.verify(dependentSource);
        }
      },
    );
    const { name, version, labels } = prompt;
    await this.outbox.publish(new PromptChanged({ name, version, labels }));
    return { prompt, dependencies: referencesIn(parsePromptText(prompt.text)), resolved };
  }
}

/** What a draft includes, once all is right about it that needs no look at other prompts. */
function checked(draft: PromptDraft): PromptReference[] {
  const fault = promptNameFault(draft.name);
  if (fault !== null) throw Invalid.field('name', fault, 'prompt_name');
  requireSettable(draft.labels);
  try {
    return referencesIn(parsePromptText(draft.text));
  } catch (error) {
    if (!(error instanceof MalformedPromptTag)) throw error;
    throw new PromptTextInvalid('prompt', error);
  }
}

/** Runs the work; a prompt that does not resolve is reported as the refusal makes of it. */
function explaining<Result>(
  refusal: (cause: PromptUnresolvable) => Error,
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof PromptUnresolvable ? refusal(error) : error;
  }
}
