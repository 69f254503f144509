import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { PromptGraphRepository } from './prompt-graph.repository';
import { byVersion, type PromptReference } from './prompt-reference';
import { PromptResolver, type ResolvedPrompt } from './prompt-resolver';
import { referencesOf } from './prompt-tag';
import { bodyOf } from './prompt.entity';
import { LabelMoveRefused, PromptNotFound, PromptUnresolvable } from './prompts.errors';
import { PromptChanged } from './prompts.events';
import { type LabelledPrompt, PromptsRepository } from './prompts.repository';

/** A version as stored, what its text includes, and what comes out when it is resolved. */
export interface PromptDetails {
  readonly prompt: LabelledPrompt;
  readonly dependencies: readonly PromptReference[];
  readonly resolved: ResolvedPrompt;
}

/**
 * What every write to prompts goes through. It takes the lock of the catalogue's revision before
 * it reads anything: writes are rare, and one at a time means that a number is given once, a label
 * is on one version, and no two writes that are fine alone close a circle together.
 */
@Injectable()
export class PromptCatalogue {
  constructor(
    private readonly database: Database,
    private readonly prompts: PromptsRepository,
    private readonly graph: PromptGraphRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Runs a write by itself, in one transaction. */
  write<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.database.transaction(async () => {
      await this.prompts.raiseRevision();
      return work();
    });
  }

  /** A version, inside a write. @throws PromptNotFound */
  async require(reference: PromptReference): Promise<LabelledPrompt> {
    const prompt = await this.prompts.find(reference);
    if (prompt === null) throw new PromptNotFound(reference.name, reference);
    return prompt;
  }

  /**
   * Ends a write: makes sure that everything in use still resolves, and tells the world.
   *
   * @param movedLabels the labels of the name that mean something else than before.
   * @param refusal what to raise when the version itself does not resolve.
   * @throws LabelMoveRefused when a version in use that depends on these labels would break.
   */
  async settle(
    reference: PromptReference,
    movedLabels: readonly string[],
    refusal: (cause: PromptUnresolvable) => Error,
  ): Promise<PromptDetails> {
    const dependents = (await this.graph.labelledDependents(reference.name, movedLabels)).map(
      ({ name, version }) => byVersion(name, version),
    );
    const loaded = await this.graph.load([reference, ...dependents]);
    const resolver = new PromptResolver(loaded);
    const prompt = await this.require(reference);
    const source = loaded.find(reference);
    if (source === null) throw new PromptNotFound(reference.name, reference);
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
    return { prompt, dependencies: referencesOf(bodyOf(prompt)), resolved };
  }
}

/** Runs the work; a prompt that does not resolve is reported as the refusal makes of it. */
export function explaining<Result>(
  refusal: (cause: PromptUnresolvable) => Error,
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof PromptUnresolvable ? refusal(error) : error;
  }
}
