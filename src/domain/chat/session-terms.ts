import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { PRODUCTION } from '../prompts/prompt-label';
import type { ResolvedPrompt } from '../prompts/prompt-resolver';
import { PromptsService } from '../prompts/prompts.service';
import { rootKey } from '../replies/reply-keys';
import { TutorPromptUnavailable } from './chat.errors';
import { ModelChooser } from './model-choice';
import type { ModelChoice } from './tutor';
import { TUTOR_PROMPT } from './tutor-prompts';
import { isCacheablePrompt } from './tutor-variables';

/** What of a moment decides how a session opened then is answered. */
export interface Moment {
  readonly contentItemId: number;
  readonly lessonHash: Buffer;
  readonly courseModel: string | null;
  readonly locale: string;
  /** The revision of all prompts, read together with the rest. */
  readonly promptRevision: string;
}

/** What a session opened at a moment rests on for as long as it is open. */
export interface SessionTerms {
  readonly prompt: ResolvedPrompt;
  readonly model: ModelChoice;
  readonly rootKey: Buffer;
  /** Whether its replies may be shared: nothing of a student goes into its prompt. */
  readonly isCacheable: boolean;
}

/** Works out the terms of sessions. */
@Injectable()
export class SessionTermsService {
  constructor(
    private readonly prompts: PromptsService,
    private readonly models: ModelChooser,
  ) {}

  /**
   * @param userId whose session it is: while the prompt is split, a person always gets one side.
   * @throws PromptNotFound, PromptUnresolvable and TutorPromptUnavailable when the tutor's prompt
   * cannot be used.
   */
  async at(moment: Moment, userId: number): Promise<SessionTerms> {
    const prompt = await this.prompts.resolveAt(
      moment.promptRevision,
      TUTOR_PROMPT,
      PRODUCTION,
      userId,
    );
    // A chat prompt need not say anything to the model before the student does.
    if (prompt.text.trim() === '') throw new TutorPromptUnavailable();
    const model = this.models.choose(moment.courseModel);
    return {
      prompt,
      model,
      isCacheable: isCacheablePrompt(prompt.variables),
      rootKey: rootKey({
        contentItemId: moment.contentItemId,
        lessonHash: moment.lessonHash,
        promptHash: prompt.hash,
        model: model.id,
        parameters: model.parameters,
        locale: moment.locale,
      }),
    };
  }

  /**
   * Whether a session opened now would stand where one with this root key stands. Where no session
   * could be opened for want of a prompt, none does; any other failure is the caller's to hear.
   */
  async stillHold(root: Buffer, moment: Moment, userId: number): Promise<boolean> {
    try {
      return (await this.at(moment, userId)).rootKey.equals(root);
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
