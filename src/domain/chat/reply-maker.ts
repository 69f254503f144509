import { Inject, Injectable } from '@nestjs/common';
import { toLesson } from '../content/lesson';
import { asHeardByModel } from '../replies/cacheable-message';
import { ReplyChunks, chunkLengths } from '../replies/reply-chunks';
import { EmptyReply } from './chat.errors';
import type { FinishedReply } from './finished-replies.repository';
import { type GenerationSource, GenerationsRepository } from './generations.repository';
import { ModelChooser } from './model-choice';
import { TUTOR, type Tutor } from './tutor';

/** A reply, and whether it may be kept for others. */
export interface MadeReply extends FinishedReply {
  /** Whether the model ended it by itself; a reply that was cut off serves only who asked. */
  readonly isWhole: boolean;
}

/** Asks the tutor for one reply. */
@Injectable()
export class ReplyMaker {
  constructor(
    private readonly generations: GenerationsRepository,
    private readonly models: ModelChooser,
    @Inject(TUTOR) private readonly tutor: Tutor,
  ) {}

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
    const history = await this.generations.history(source.sessionId);
    const chunks = new ReplyChunks();
    let finish: { reason: string; inputTokens: number | null; outputTokens: number | null } | null =
      null;
    for await (const part of this.tutor.reply({
      prompt: source.prompt,
      lesson: toLesson(source),
      courseTitle: source.courseTitle,
      moduleTitle: source.moduleTitle,
      locale: source.locale,
      model: model.name,
      messages: [...history, { role: 'user' as const, content: source.message }].map(
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
        finish = {
          reason: part.reason,
          inputTokens: part.usage?.inputTokens ?? null,
          outputTokens: part.usage?.outputTokens ?? null,
        };
      }
    }
    signal.throwIfAborted();
    if (finish === null || chunks.text.trim() === '') throw new EmptyReply();
    return {
      content: chunks.text,
      chunkLengths: chunkLengths(chunks.all),
      model: model.id,
      inputTokens: finish.inputTokens,
      outputTokens: finish.outputTokens,
      isWhole: finish.reason === 'stop',
    };
  }
}
