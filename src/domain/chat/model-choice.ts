import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { FRAMING } from './lesson-message';
import type { ModelChoice } from './tutor';

const OFFLINE: ModelChoice = { id: 'offline', name: 'offline', parameters: {} };

/** Chooses the model: the course's own where it names one, else the configured one. */
@Injectable()
export class ModelChooser {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  choose(courseModel: string | null): ModelChoice {
    const { provider, model, temperature, maxOutputTokens } = this.configuration.llm;
    if (provider === 'offline') return OFFLINE;
    const name = courseModel ?? model;
    return {
      id: `${provider}/${name}`,
      name,
      parameters: { temperature, maxOutputTokens, framing: FRAMING },
    };
  }

  /** Whether whoever answers counts tokens; the built-in tutor does not. */
  get costsTokens(): boolean {
    return this.configuration.llm.provider !== 'offline';
  }

  /** What stands before a model's name in its id; null where courses cannot choose. */
  get prefix(): string | null {
    const { provider } = this.configuration.llm;
    return provider === 'offline' ? null : `${provider}/`;
  }
}
