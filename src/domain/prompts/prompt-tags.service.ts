import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { requirePromptAccess } from './prompt-access';
import { PromptCatalogue } from './prompt-catalogue';
import { PromptNotFound } from './prompts.errors';
import { PromptsRepository } from './prompts.repository';

/** Tags of prompts: they belong to the name. */
@Injectable()
export class PromptTagsService {
  constructor(
    private readonly catalogue: PromptCatalogue,
    private readonly prompts: PromptsRepository,
  ) {}

  /** Gives every version of a name exactly these tags. @throws PromptNotFound */
  async set(actor: Actor, name: string, tags: readonly string[]): Promise<void> {
    requirePromptAccess(actor);
    await this.catalogue.write(async () => {
      if (!(await this.prompts.exists(name))) throw new PromptNotFound(name);
      await this.prompts.setTags(name, tags);
    });
  }
}
