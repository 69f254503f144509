import type {
  GenerationParameters,
  LanguageModel,
  PromptMessage,
} from '../../platform/llm/language-model';
import { renderTemplate } from '../prompts/prompt-template';
import { canaryNotice } from './canary';
import { CanaryWatch } from './canary-watch';
import { lessonMessages } from './lesson-message';
import type { Tutor, TutorPart, TutorRequest } from './tutor';
import { tutorVariables } from './tutor-variables';
import { modelUsage } from './usage/token-usage';

/**
 * A tutor that is a language model, led by the managed prompt. It has no tools. The lesson reaches
 * it as data in a user's message, and a reply that tells the canary of its prompt ends there.
 */
export class ModelTutor implements Tutor {
  private readonly parameters: GenerationParameters;

  /** @param canary what a reply must never hold. */
  constructor(
    private readonly model: LanguageModel,
    { temperature, maxOutputTokens }: { temperature: number; maxOutputTokens: number },
    private readonly canary: string,
  ) {
    this.parameters = { temperature, maxOutputTokens };
  }

  /** @throws ReplyWithheld when the model tells the canary. */
  async *reply(request: TutorRequest): AsyncGenerator<TutorPart> {
    const messages = this.messagesFor(request);
    const watch = new CanaryWatch(this.canary);
    let characters = 0;
    for await (const part of this.model.stream({
      model: request.model,
      messages,
      parameters: this.parameters,
      signal: request.signal,
    })) {
      if (part.type === 'text') {
        characters += part.text.length;
        const text = watch.pass(part.text);
        if (text !== '') yield { type: 'text', text };
      } else {
        const rest = watch.rest();
        if (rest !== '') yield { type: 'text', text: rest };
        yield { ...part, charge: modelUsage(part.usage, messages, characters) };
      }
    }
  }

  private messagesFor(request: TutorRequest): readonly PromptMessage[] {
    const prompt = renderTemplate(request.prompt, tutorVariables(request));
    return [
      { role: 'system', content: `${canaryNotice(this.canary)}\n\n${prompt}` },
      ...lessonMessages(request.lesson),
      ...request.messages,
    ];
  }
}
