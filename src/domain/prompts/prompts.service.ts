import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { requirePromptAccess } from './prompt-access';
import { PRODUCTION } from './prompt-label';
import {
  type PromptFilter,
  type PromptLinkOption,
  PromptListingsRepository,
  type PromptSummary,
  type PromptVersion,
} from './prompt-listings.repository';
import type { PromptDetails } from './prompt-catalogue';
import { type EnsureOptions, PromptPublisher } from './prompt-publisher';
import { byLabel, byVersion, type PromptReference } from './prompt-reference';
import type { ResolvedPrompt } from './prompt-resolver';
import { referencesOf } from './prompt-tag';
import { bodyOf } from './prompt.entity';
import { AmbiguousPromptReference, PromptNotFound } from './prompts.errors';
import { PromptsRepository } from './prompts.repository';
import { ResolvedPrompts } from './resolved-prompts';

/** Which version of a name is meant; neither of the two means the label `production`. */
export interface PromptSelection {
  readonly version?: number;
  readonly label?: string;
}

/** Reads prompts: for people who write them, and for the features that use them. */
@Injectable()
export class PromptsService {
  constructor(
    private readonly prompts: PromptsRepository,
    private readonly listings: PromptListingsRepository,
    private readonly resolvedPrompts: ResolvedPrompts,
    private readonly publisher: PromptPublisher,
  ) {}

  /**
   * One version as its authors see it.
   *
   * @throws AmbiguousPromptReference when both version and label are given.
   * @throws PromptNotFound
   * @throws PromptUnresolvable when an unlabelled version has lost what it includes.
   */
  async get(actor: Actor, name: string, selection: PromptSelection = {}): Promise<PromptDetails> {
    requirePromptAccess(actor);
    const reference = referenceTo(name, selection);
    const prompt = await this.prompts.find(reference);
    if (prompt === null) throw new PromptNotFound(name, reference);
    return {
      prompt,
      dependencies: referencesOf(bodyOf(prompt)),
      resolved: await this.resolvedPrompts.at(prompt.revision, byVersion(name, prompt.version)),
    };
  }

  /** Prompts grouped by name. */
  async list(actor: Actor, filter: PromptFilter, slice: Slice): Promise<Page<PromptSummary>> {
    requirePromptAccess(actor);
    return this.listings.summaries(filter, slice);
  }

  /** The history of a name, newest first. @throws PromptNotFound */
  async versions(actor: Actor, name: string, slice: Slice): Promise<Page<PromptVersion>> {
    requirePromptAccess(actor);
    const page = await this.listings.versions(name, slice);
    if (page.total === 0) throw new PromptNotFound(name);
    return page;
  }

  /** Every label in use. */
  async labels(actor: Actor): Promise<string[]> {
    requirePromptAccess(actor);
    return this.listings.labels();
  }

  /** Every name, with the id of its newest version. */
  async names(actor: Actor): Promise<{ name: string; id: number }[]> {
    requirePromptAccess(actor);
    return this.listings.names();
  }

  /** Everything that a tag can point at. */
  async linkOptions(actor: Actor): Promise<PromptLinkOption[]> {
    requirePromptAccess(actor);
    return this.listings.linkOptions();
  }

  /** The catalogue's revision: the decimal text of a bigint, only ever compared for equality. */
  currentRevision(): Promise<string> {
    return this.prompts.currentRevision();
  }

  /**
   * The prompt behind a label, for a caller that has read the catalogue's revision in a query of
   * its own (`SELECT revision FROM prompt_catalogue`). At an unchanged revision this asks nothing
   * of the database. A split counts only where a person is named.
   *
   * @throws PromptNotFound
   * @throws PromptUnresolvable
   */
  resolveAt(
    revision: string,
    name: string,
    label: string = PRODUCTION,
    userId: number | null = null,
  ): Promise<ResolvedPrompt> {
    return userId === null
      ? this.resolvedPrompts.at(revision, byLabel(name, label))
      : this.resolvedPrompts.forPerson(revision, name, label, userId);
  }

  /**
   * Everything that a label means to somebody now: the version it stands on first, and that of its
   * split.
   *
   * @throws PromptNotFound
   * @throws PromptUnresolvable
   */
  async resolveForAll(name: string, label: string = PRODUCTION): Promise<ResolvedPrompt[]> {
    return this.resolvedPrompts.everySide(await this.currentRevision(), name, label);
  }

  /**
   * The prompt as it resolves now.
   *
   * @throws AmbiguousPromptReference when both version and label are given.
   * @throws PromptNotFound
   * @throws PromptUnresolvable
   */
  async resolve(name: string, selection: PromptSelection = {}): Promise<ResolvedPrompt> {
    const reference = referenceTo(name, selection);
    return this.resolvedPrompts.at(await this.currentRevision(), reference);
  }

  /** See {@link PromptPublisher.ensure}: publishes the first version of a name that has none. */
  ensure(name: string, text: string, options?: EnsureOptions): Promise<boolean> {
    return this.publisher.ensure(name, text, options);
  }
}

function referenceTo(name: string, { version, label }: PromptSelection): PromptReference {
  if (version !== undefined && label !== undefined) throw new AmbiguousPromptReference();
  return version === undefined ? byLabel(name, label ?? PRODUCTION) : byVersion(name, version);
}
