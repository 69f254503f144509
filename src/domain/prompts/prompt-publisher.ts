import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import type { JsonValue } from '../../kernel/json';
import { requirePromptAccess } from './prompt-access';
import { type PromptBody, promptTypeOf } from './prompt-body';
import { PromptCatalogue, type PromptDetails } from './prompt-catalogue';
import { LATEST, PRODUCTION, requireSettable } from './prompt-label';
import { PromptLabelsRepository } from './prompt-labels.repository';
import { promptNameFault } from './prompt-name';
import { byVersion, type PromptReference } from './prompt-reference';
import { referencesOf } from './prompt-tag';
import { MalformedPromptTag, PromptTextInvalid, PromptTypeConflict } from './prompts.errors';
import { PromptsRepository } from './prompts.repository';
import { ProtectedLabels } from './protected-labels';

/** A new version as its author hands it in; without tags, those of the name stay. */
export interface PromptDraft {
  readonly name: string;
  readonly body: PromptBody;
  readonly config: { readonly [key: string]: JsonValue };
  readonly labels: readonly string[];
  readonly tags: readonly string[] | null;
  readonly commitMessage: string | null;
}

/** What {@link PromptPublisher.ensure} may be told. */
export interface EnsureOptions {
  readonly labels?: readonly string[];
  readonly commitMessage?: string;
}

/** Writes new versions of prompts. */
@Injectable()
export class PromptPublisher {
  constructor(
    private readonly catalogue: PromptCatalogue,
    private readonly prompts: PromptsRepository,
    private readonly labels: PromptLabelsRepository,
    private readonly protectedLabels: ProtectedLabels,
  ) {}

  /**
   * Publishes the next version of a name. `latest` and the given labels move to it.
   *
   * @throws Invalid for a name or label that is not allowed.
   * @throws LabelProtected for a label that only platform admins put anywhere.
   * @throws PromptTextInvalid for a broken tag, and for a text that does not resolve.
   * @throws PromptTypeConflict when the name's versions are of the other type.
   * @throws LabelMoveRefused when the labels it takes over would break a prompt that is in use.
   */
  async create(actor: Actor, draft: PromptDraft): Promise<PromptDetails> {
    requirePromptAccess(actor);
    const references = checked(draft);
    this.protectedLabels.requireAuthority(actor, draft.labels);
    return this.catalogue.write(() => this.publish(draft, references, actor.userId));
  }

  /**
   * Publishes the first version of a name that has none; otherwise changes nothing. Any number of
   * processes may call it at once.
   *
   * @returns whether this call published it.
   */
  async ensure(name: string, text: string, options: EnsureOptions = {}): Promise<boolean> {
    if (await this.prompts.exists(name)) return false;
    const { labels = [PRODUCTION], commitMessage = null } = options;
    const draft = { name, body: text, config: {}, labels, tags: null, commitMessage };
    const references = checked(draft);
    return this.catalogue.write(async () => {
      if (await this.prompts.exists(name)) return false;
      await this.publish(draft, references, null);
      return true;
    });
  }

  private async publish(
    draft: PromptDraft,
    references: readonly PromptReference[],
    createdBy: number | null,
  ): Promise<PromptDetails> {
    const type = await this.prompts.typeOf(draft.name);
    if (type !== null && type !== promptTypeOf(draft.body)) {
      throw new PromptTypeConflict(draft.name, type);
    }
    const { id, version } = await this.prompts.insert({ ...draft, createdBy });
    await this.prompts.insertDependencies(id, references);
    if (draft.tags !== null) await this.prompts.setTags(draft.name, draft.tags);
    const labels = [...draft.labels, LATEST];
    await this.labels.move({ id, name: draft.name }, labels);
    return this.catalogue.settle(
      byVersion(draft.name, version),
      labels,
      (cause) => new PromptTextInvalid('prompt', cause),
    );
  }
}

/** What a draft includes, once all is right about it that needs no look at other prompts. */
function checked(draft: PromptDraft): PromptReference[] {
  const fault = promptNameFault(draft.name);
  if (fault !== null) throw Invalid.field('name', fault, 'prompt_name');
  requireSettable(draft.labels);
  try {
    return referencesOf(draft.body);
  } catch (error) {
    if (!(error instanceof MalformedPromptTag)) throw error;
    throw new PromptTextInvalid('prompt', error);
  }
}
