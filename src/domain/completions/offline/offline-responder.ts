import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { ModelPart } from '../../../platform/llm/language-model';
import { PassageSearch } from '../../chat/offline/passage-search';
import { LessonsService } from '../../content/lessons.service';
import type { BoundedRequest, OfferedModel, Responder } from '../responder';
import { cutText, type FoundPassage, offlineAnswer } from './offline-answer';

/** Lessons that are read for passages, and passages that are quoted. */
const MOST_LESSONS = 6;
const MOST_PASSAGES = 3;
/** A question is at its end; more than this of it makes no better search. */
const LONGEST_QUESTION = 2_000;
const WORDS_PER_PIECE = 4;
const LANGUAGE = 'en';

/**
 * The model that needs no provider and no key. It answers the last question with passages of
 * published lessons that the asking person may see, and says plainly that it does no more. The same
 * question gives the same answer as long as the lessons stay.
 */
@Injectable()
export class OfflineResponder implements Responder {
  readonly model: OfferedModel = {
    name: 'offline',
    owner: 'trellis',
    bookedAs: 'offline',
    isLanguageModel: false,
  };

  constructor(
    private readonly lessons: LessonsService,
    private readonly passages: PassageSearch,
  ) {}

  async *respond(
    actor: Actor,
    request: BoundedRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelPart> {
    const asked = request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
    const found = await this.find(actor, asked.slice(-LONGEST_QUESTION));
    const answer = cutText(offlineAnswer(found), request.maxOutputTokens, request.stopSequences);
    for (const text of piecesOf(answer.text)) {
      signal.throwIfAborted();
      yield { type: 'text', text };
    }
    yield { type: 'finish', reason: answer.reason, usage: null };
  }

  private async find(actor: Actor, question: string): Promise<FoundPassage[]> {
    const lessons = await this.lessons.search(actor, question, MOST_LESSONS);
    const found: FoundPassage[] = [];
    for (const { lesson, course } of lessons) {
      const most = MOST_PASSAGES - found.length;
      if (most === 0) break;
      const best = await this.passages.find({ lesson, locale: LANGUAGE }, question, most);
      found.push(
        ...best.map((passage) => ({
          lessonTitle: lesson.title,
          courseTitle: course.title,
          passage,
        })),
      );
    }
    return found;
  }
}

function piecesOf(text: string): string[] {
  return text.match(new RegExp(`(?:\\S+\\s*){1,${WORDS_PER_PIECE}}`, 'g')) ?? [];
}
