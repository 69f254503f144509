import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { requirePromptAccess } from './prompt-access';
import { PromptCatalogue, type PromptDetails } from './prompt-catalogue';
import { LATEST, requireSettable } from './prompt-label';
import { PromptLabelsRepository } from './prompt-labels.repository';
import { byVersion } from './prompt-reference';
import { LabelMoveRefused } from './prompts.errors';
import { PromptsRepository } from './prompts.repository';
import { ProtectedLabels } from './protected-labels';

/** Moves labels between the versions of a name. */
@Injectable()
export class PromptLabelsService {
  constructor(
    private readonly catalogue: PromptCatalogue,
    private readonly prompts: PromptsRepository,
    private readonly labels: PromptLabelsRepository,
    private readonly protectedLabels: ProtectedLabels,
  ) {}

  /**
   * Gives a version exactly these labels, taking them from other versions; `latest` stays where it
   * is. Labels that come or go lose their split.
   *
   * @throws PromptNotFound
   * @throws LabelProtected when a label comes or goes that only platform admins move.
   * @throws LabelMoveRefused when the version itself, or a version in use that depends on one of
   * the labels, would not resolve any more.
   */
  async set(
    actor: Actor,
    name: string,
    version: number,
    labels: readonly string[],
  ): Promise<PromptDetails> {
    requirePromptAccess(actor);
    requireSettable(labels);
    return this.catalogue.write(async () => {
      const reference = byVersion(name, version);
      const prompt = await this.catalogue.require(reference);
      const gained = labels.filter((label) => !prompt.labels.includes(label));
      const lost = await this.labels.keep(prompt.id, [...labels, LATEST]);
      this.protectedLabels.requireAuthority(actor, [...gained, ...lost]);
      await this.labels.move(prompt, labels);
      await this.prompts.touch(prompt.id);
      return this.catalogue.settle(
        reference,
        [...lost, ...labels],
        (cause) => new LabelMoveRefused(cause),
      );
    });
  }
}
