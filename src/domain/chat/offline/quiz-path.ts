import type { Option, Question } from '../../content/lesson';
import { parseAnswer } from '../../replies/cacheable-message';

/** An answer with what it came to. */
export interface MarkedAnswer {
  readonly question: Question;
  readonly chosen: Option;
  readonly isRight: boolean;
  /** Every option that is right. */
  readonly right: readonly Option[];
  /** What to ask next; null after the last question. */
  readonly next: Question | null;
  /** First answers that were right, this one included, of the questions answered so far. */
  readonly score: { readonly right: number; readonly answered: number };
}

/** How far a student is in a bank. Only the first answer to a question counts. */
export class QuizPath {
  private readonly firstAnswers = new Map<number, boolean>();

  private constructor(private readonly questions: readonly Question[]) {}

  /** The path that earlier messages of the student describe. */
  static along(questions: readonly Question[], messages: readonly string[]): QuizPath {
    const path = new QuizPath(questions);
    for (const message of messages) {
      const answer = parseAnswer(message);
      if (answer !== null) path.answer(answer);
    }
    return path;
  }

  /** The first question of the bank that was not answered yet. */
  nextQuestion(): Question | null {
    return this.questions.find((question) => !this.firstAnswers.has(question.id)) ?? null;
  }

  /** Marks an answer; null when the bank has no such question or option. */
  answer(answer: { questionId: number; answer: string }): MarkedAnswer | null {
    const question = this.questions.find((candidate) => candidate.id === answer.questionId);
    const chosen = question?.options.find((option) => option.key === answer.answer);
    if (question === undefined || chosen === undefined) return null;
    if (!this.firstAnswers.has(question.id)) this.firstAnswers.set(question.id, chosen.correct);
    const results = [...this.firstAnswers.values()];
    return {
      question,
      chosen,
      isRight: chosen.correct,
      right: question.options.filter((option) => option.correct),
      next: this.nextQuestion(),
      score: { right: results.filter(Boolean).length, answered: results.length },
    };
  }
}
