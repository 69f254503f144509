import { Injectable } from '@nestjs/common';
import { GREETING_TRIGGER, parseAnswer } from '../../replies/cacheable-message';
import type { Tutor, TutorPart, TutorRequest } from '../tutor';
import { PassageSearch } from './passage-search';
import { greet, markAnswer, notInBank, quote, notCovered } from './offline-replies';
import { QuizPath } from './quiz-path';

const WORDS_PER_CHUNK = 4;

/**
 * The tutor that needs no model and no key. It greets from the lesson, asks from its bank, marks
 * answers and says why, and answers questions with passages of the lesson, or says that it has none.
 */
@Injectable()
export class OfflineTutor implements Tutor {
  constructor(private readonly search: PassageSearch) {}

  async *reply(request: TutorRequest): AsyncGenerator<TutorPart> {
    const text = await this.write(request);
    const pieces = text.match(new RegExp(`(?:\\S+\\s*){1,${WORDS_PER_CHUNK}}`, 'g')) ?? [];
    for (const piece of pieces) {
      request.signal.throwIfAborted();
      yield { type: 'text', text: piece };
    }
    yield { type: 'finish', reason: 'stop', usage: null, charge: null };
  }

  private async write(request: TutorRequest): Promise<string> {
    const message = request.messages.at(-1)?.content ?? '';
    const path = QuizPath.along(
      request.lesson.questions,
      request.messages
        .slice(0, -1)
        .flatMap(({ role, content }) => (role === 'user' ? content : [])),
    );
    if (message === GREETING_TRIGGER) return greet(request.lesson, path.nextQuestion());
    const answer = parseAnswer(message);
    if (answer !== null) {
      const step = path.answer(answer);
      if (step === null) return notInBank(path.nextQuestion());
      const reason =
        step.chosen.explanation === null
          ? await this.search.find(
              request,
              `${step.question.text} ${step.right.map((option) => option.text).join(' ')}`,
              1,
            )
          : [];
      return markAnswer(step, reason);
    }
    const question = questionIn(message);
    const passages = await this.search.find(request, question, 2);
    return passages.length > 0 ? quote(passages) : notCovered(request.lesson);
  }
}

/** Front ends wrap follow-ups in JSON; what the student wrote is the longest text in it. */
function questionIn(message: string): string {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return message;
    const texts = Object.entries(value).flatMap(([key, member]) =>
      key !== 'type' && typeof member === 'string' ? [member] : [],
    );
    return texts.toSorted((a, b) => b.length - a.length)[0] ?? message;
  } catch {
    return message;
  }
}
