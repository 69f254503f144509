import type { FactoryProvider } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { createLanguageModel } from '../../platform/llm/create-language-model';
import { ModelTutor } from './model-tutor';
import { OfflineTutor } from './offline/offline-tutor';
import { type Tutor, TUTOR } from './tutor';

/** After so many failed calls in a row a model is left alone for a while. */
const BREAKER = { failures: 5, openMs: 15_000 };

/** The tutor of this installation: the built-in one, or a language model. */
export const tutorProvider: FactoryProvider<Tutor> = {
  provide: TUTOR,
  inject: [CONFIGURATION, OfflineTutor],
  useFactory: (configuration: Configuration, offline: OfflineTutor): Tutor => {
    const { llm } = configuration;
    if (llm.provider === 'offline') return offline;
    const model = createLanguageModel({
      provider: llm.provider,
      ...(llm.baseUrl === null ? {} : { baseUrl: llm.baseUrl }),
      ...(llm.apiKey === null ? {} : { apiKey: llm.apiKey }),
      region: llm.region,
      defaultModel: llm.model,
      firstTokenTimeoutMs: llm.firstTokenTimeoutMs,
      idleTimeoutMs: llm.idleTimeoutMs,
      totalTimeoutMs: llm.totalTimeoutMs,
      breaker: BREAKER,
    });
    return new ModelTutor(model, llm);
  },
};
