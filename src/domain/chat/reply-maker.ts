import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { toLesson } from '../content/lesson';
import { asHeardByModel } from '../replies/cacheable-message';
import { ReplyChunks, chunkLengths } from '../replies/reply-chunks';
import { EmptyReply } from './chat.errors';
import type { FinishedReply } from './finished-replies.repository';
import { type GenerationSource, GenerationsRepository } from './generations.repository';
import { ModelChooser } from './model-choice';
import { TUTOR, type Tutor, type TutorPart } from './tutor';
import type { ModelUsage } from './usage/token-usage';

/** A reply, and whether it may be kept for others. */
export interface MadeReply extends FinishedReply {
  /** What a model is to be paid for it; null when none was asked. */
  readonly charge: ModelUsage | null;
  /**
   * Whether the model heard all of the path and ended by itself; a reply that was cut off, or rests
   * on a part of what was said, serves only who asked.
   */
  readonly isWhole: boolean;
}

/** Asks the tutor for one reply. */
@Injectable()
export class ReplyMaker {
  private readonly historyCharacters: number;

  constructor(
    private readonly generations: GenerationsRepository,
    private readonly models: ModelChooser,
    @Inject(TUTOR) private readonly tutor: Tutor,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.historyCharacters = configuration.chat.historyCharacters;
  }

  /**
   * Streams a reply to the end.
   *
   * @param onChunk called with each chunk as it comes.
   * @throws EmptyReply, and whatever the tutor fails with.
   */
  async make(
    source: GenerationSource,
    signal: AbortSignal,
    onChunk: (chunk: string) => void,
  ): Promise<MadeReply> {
    const model = this.models.choose(source.courseModel);
    const past = await this.generations.history(
      source.sessionId,
      this.historyCharacters - source.message.length,
    );
    const chunks = new ReplyChunks();
    let finish: Extract<TutorPart, { type: 'finish' }> | null = null;
    for await (const part of this.tutor.reply({
      prompt: source.prompt,
      lesson: toLesson(source),
      courseTitle: source.courseTitle,
      moduleTitle: source.moduleTitle,
      locale: source.locale,
      model: model.name,
      messages: [...past.messages, { role: 'user' as const, content: source.message }].map(
        ({ role, content }) => ({
          role,
          content: role === 'user' ? asHeardByModel(content) : content,
        }),
      ),
      signal,
    })) {
      if (part.type === 'text') {
        const chunk = chunks.push(part.text);
        if (chunk !== null) onChunk(chunk);
      } else {
        finish = part;
      }
    }
    signal.throwIfAborted();
    if (finish === null || chunks.text.trim() === '') throw new EmptyReply();
    return {
      content: chunks.text,
      chunkLengths: chunkLengths(chunks.all),
      model: model.id,
      inputTokens: finish.usage?.inputTokens ?? null,
      outputTokens: finish.usage?.outputTokens ?? null,
      charge: finish.charge,
      isWhole: finish.reason === 'stop' && past.isWhole,
    };
  }
}
