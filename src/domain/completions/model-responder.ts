import type { Actor } from '../../kernel/actor';
import type {
  GenerationParameters,
  LanguageModel,
  ModelPart,
} from '../../platform/llm/language-model';
import type { BoundedRequest, OfferedModel, Responder } from './responder';

/** Hands requests to the configured language model as they are. */
export class ModelResponder implements Responder {
  readonly model: OfferedModel;

  /** @param name of the model for its provider. */
  constructor(
    private readonly languageModel: LanguageModel,
    name: string,
  ) {
    const { provider } = languageModel;
    const bookedAs = `${provider}/${name}`;
    this.model = { name, owner: provider, bookedAs, isLanguageModel: true };
  }

  respond(_actor: Actor, request: BoundedRequest, signal: AbortSignal): AsyncIterable<ModelPart> {
    const { messages } = request;
    const parameters = parametersOf(request);
    return this.languageModel.stream({ model: this.model.name, messages, parameters, signal });
  }
}

/** What is absent is the provider's own default, so nothing stands for what nobody said. */
function parametersOf(request: BoundedRequest): GenerationParameters {
  const { temperature, topP, stopSequences, seed, frequencyPenalty, presencePenalty } = request;
  return {
    maxOutputTokens: request.maxOutputTokens,
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { topP }),
    ...(stopSequences.length === 0 ? {} : { stopSequences: [...stopSequences] }),
    ...(seed === null ? {} : { seed }),
    ...(frequencyPenalty === null ? {} : { frequencyPenalty }),
    ...(presencePenalty === null ? {} : { presencePenalty }),
  };
}
