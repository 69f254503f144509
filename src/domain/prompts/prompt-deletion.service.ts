import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Outbox } from '../../platform/queue/outbox';
import { PromptCatalogue } from './prompt-catalogue';
import { PromptDeletionRepository } from './prompt-deletion.repository';
import { LATEST } from './prompt-label';
import { PromptLabelsRepository } from './prompt-labels.repository';
import { byVersion, describeReference } from './prompt-reference';
import {
  LabelMoveRefused,
  PromptDeletionNotAllowed,
  PromptInUse,
  PromptNotFound,
} from './prompts.errors';
import { PromptDeleted } from './prompts.events';

/**
 * Removes prompts. Numbers are not given again, and chat sessions that are open keep the text that
 * they started with.
 */
@Injectable()
export class PromptDeletionService {
  constructor(
    private readonly catalogue: PromptCatalogue,
    private readonly deletions: PromptDeletionRepository,
    private readonly labels: PromptLabelsRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Removes every version of a name.
   *
   * @throws PromptDeletionNotAllowed below PLATFORM_ADMIN.
   * @throws PromptNotFound
   * @throws PromptInUse naming the versions of other prompts that include any version of it.
   */
  async deletePrompt(actor: Actor, name: string): Promise<void> {
    requireDeletionAccess(actor);
    await this.catalogue.write(async () => {
      const versions = await this.deletions.versions(name);
      if (versions.length === 0) throw new PromptNotFound(name);
      await this.deleteAll(name, versions);
    });
  }

  /**
   * Removes one version; with the last one, the prompt is gone. `latest` moves to the highest that
   * remains, other labels and splits go with the version.
   *
   * @throws PromptDeletionNotAllowed below PLATFORM_ADMIN.
   * @throws PromptNotFound
   * @throws PromptInUse naming the versions of other prompts that include this very version, or a
   * label that would go with it.
   * @throws LabelMoveRefused when `latest` would move to a version that does not resolve.
   */
  async deleteVersion(actor: Actor, name: string, version: number): Promise<void> {
    requireDeletionAccess(actor);
    await this.catalogue.write(async () => {
      const reference = byVersion(name, version);
      const { labels } = await this.catalogue.require(reference);
      const highest = (await this.deletions.versions(name)).find((other) => other !== version);
      if (highest === undefined) return this.deleteAll(name, [version]);
      const bound = labels.filter((label) => label !== LATEST);
      const dependents = await this.deletions.dependentsOnVersion(name, version, bound);
      if (dependents.length > 0) throw new PromptInUse(describeReference(reference), dependents);
      await this.remove(name, [version]);
      if (labels.includes(LATEST)) await this.moveLatest(name, highest);
    });
  }

  private async deleteAll(name: string, versions: readonly number[]): Promise<void> {
    const dependents = await this.deletions.dependentsOnName(name);
    if (dependents.length > 0) throw new PromptInUse(`"${name}"`, dependents);
    await this.remove(name, versions);
  }

  private async remove(name: string, versions: readonly number[]): Promise<void> {
    await this.deletions.delete(name, versions);
    await this.outbox.publish(new PromptDeleted({ name, versions }));
  }

  private async moveLatest(name: string, version: number): Promise<void> {
    const reference = byVersion(name, version);
    await this.labels.move(await this.catalogue.require(reference), [LATEST]);
    await this.catalogue.settle(reference, [LATEST], (cause) => new LabelMoveRefused(cause));
  }
}

function requireDeletionAccess(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new PromptDeletionNotAllowed();
}
