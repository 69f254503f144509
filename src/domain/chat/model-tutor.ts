import type { LanguageModel, ModelPart, PromptMessage } from '../../platform/llm/language-model';
import { renderTemplate } from '../prompts/prompt-template';
import type { Tutor, TutorRequest } from './tutor';
import { tutorVariables } from './tutor-variables';

/** A tutor that is a language model, led by the managed prompt. */
export class ModelTutor implements Tutor {
  constructor(
    private readonly model: LanguageModel,
    private readonly parameters: { temperature: number; maxOutputTokens: number },
  ) {}

  reply(request: TutorRequest): AsyncIterable<ModelPart> {
    const system: PromptMessage = {
      role: 'system',
      content: renderTemplate(request.prompt, tutorVariables(request)),
    };
    return this.model.stream({
      model: request.model,
      messages: [system, ...request.messages],
      parameters: this.parameters,
      signal: request.signal,
    });
  }
}
