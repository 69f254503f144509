import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { requirePromptAccess } from './prompt-access';
import { PromptCatalogue } from './prompt-catalogue';
import { requireMovable } from './prompt-label';
import { byLabel, byVersion } from './prompt-reference';
import type { PromptSplit } from './prompt-split';
import { PromptSplitsRepository, type SplitLabel } from './prompt-splits.repository';
import { LabelMoveRefused, PromptNotFound, SplitNotFound } from './prompts.errors';
import { PromptsRepository } from './prompts.repository';
import { ProtectedLabels } from './protected-labels';

/** A label that means two versions, each to its share of the people. */
export interface LabelSplit extends PromptSplit {
  readonly name: string;
  readonly label: string;
  /** The version that everybody else gets. */
  readonly labelVersion: number;
}

/** Splits of labels: a share of the people gets another version, each person always the same. */
@Injectable()
export class PromptSplitsService {
  constructor(
    private readonly catalogue: PromptCatalogue,
    private readonly prompts: PromptsRepository,
    private readonly splits: PromptSplitsRepository,
    private readonly protectedLabels: ProtectedLabels,
  ) {}

  /** The split of a label. @throws PromptNotFound @throws SplitNotFound */
  async get(actor: Actor, name: string, label: string): Promise<LabelSplit> {
    requirePromptAccess(actor);
    return toLabelSplit(name, label, await this.find(name, label));
  }

  /**
   * Splits a label, or changes its split.
   *
   * @throws PromptNotFound when no version carries the label.
   * @throws LabelProtected
   * @throws Invalid for `latest`, and for a version that is none or carries the label itself.
   * @throws LabelMoveRefused when the version does not resolve.
   */
  async put(actor: Actor, name: string, label: string, split: PromptSplit): Promise<LabelSplit> {
    requirePromptAccess(actor);
    requireMovable(label, ['path', 'label']);
    this.protectedLabels.requireAuthority(actor, [label]);
    return this.catalogue.write(async () => {
      const { promptId } = await this.find(name, label);
      const other = byVersion(name, split.version);
      const prompt = await this.prompts.find(other);
      if (prompt === null) {
        throw Invalid.field('version', 'there is no such version of this prompt', 'version');
      }
      if (prompt.id === promptId) {
        throw Invalid.field('version', 'this version carries the label itself', 'version');
      }
      await this.splits.put(name, label, prompt.id, split.percent);
      await this.prompts.touch(promptId);
      await this.catalogue.settle(other, [], (cause) => new LabelMoveRefused(cause));
      return toLabelSplit(name, label, await this.find(name, label));
    });
  }

  /**
   * Ends a split: everybody gets the version that the label stands on.
   *
   * @throws PromptNotFound
   * @throws SplitNotFound
   * @throws LabelProtected
   */
  async end(actor: Actor, name: string, label: string): Promise<void> {
    requirePromptAccess(actor);
    this.protectedLabels.requireAuthority(actor, [label]);
    await this.catalogue.write(async () => {
      const found = await this.find(name, label);
      if (found.split === null) throw new SplitNotFound(name, label);
      await this.splits.delete(name, label);
      await this.prompts.touch(found.promptId);
      await this.catalogue.settle(
        byVersion(name, found.labelVersion),
        [],
        (cause) => new LabelMoveRefused(cause),
      );
    });
  }

  private async find(name: string, label: string): Promise<SplitLabel> {
    const found = await this.splits.find(name, label);
    if (found === null) throw new PromptNotFound(name, byLabel(name, label));
    return found;
  }
}

function toLabelSplit(name: string, label: string, found: SplitLabel): LabelSplit {
  if (found.split === null) throw new SplitNotFound(name, label);
  return { name, label, labelVersion: found.labelVersion, ...found.split };
}
