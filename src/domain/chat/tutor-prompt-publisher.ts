import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PromptsService } from '../prompts/prompts.service';
import { DEFAULT_PROMPTS } from './tutor-prompts';

/** Sees to it that the tutor has a prompt from the first start on; what is there stays. */
@Injectable()
export class TutorPromptPublisher implements OnApplicationBootstrap {
  constructor(private readonly prompts: PromptsService) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const { name, text } of DEFAULT_PROMPTS) await this.prompts.ensure(name, text);
  }
}
