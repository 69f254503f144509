import { Injectable } from '@nestjs/common';
import { Outbox } from '../../platform/queue/outbox';
import { AttemptClosed, NoAttemptsLeft } from './assessments.errors';
import { QuizAttemptStarted } from './assessments.events';
import type { Attempt } from './quiz-attempt';
import { type NewAttempt, QuizAttemptsRepository } from './quiz-attempts.repository';
import { shuffledQuestions } from './quiz-questions';
import { QuizSettingsRepository } from './quiz-settings.repository';

/** What a student asks for. */
type WantedAttempt = Pick<
  NewAttempt,
  'userId' | 'contentItemId' | 'courseOfferingId' | 'questions'
>;

/** How attempts begin: once, whoever asks twice at the same moment. */
@Injectable()
export class AttemptBeginning {
  constructor(
    private readonly attempts: QuizAttemptsRepository,
    private readonly settings: QuizSettingsRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Begins a student's next attempt and tells of it; gives the one that was begun meanwhile, if
   * there is one. Call it inside a transaction.
   *
   * @throws NoAttemptsLeft
   * @throws AttemptClosed when another attempt was begun and handed in at this very moment.
   */
  async begin(wanted: WantedAttempt): Promise<Attempt> {
    const { userId, contentItemId, questions } = wanted;
    const { maxAttempts, shuffle, ...terms } = await this.settings.find(contentItemId);
    const before = await this.attempts.countOf(userId, contentItemId);
    if (maxAttempts !== null && before >= maxAttempts) throw new NoAttemptsLeft(maxAttempts);
    const id = await this.attempts.insert({
      ...wanted,
      attemptNumber: before + 1,
      questions: shuffle ? shuffledQuestions(questions) : questions,
      passPercent: terms.passPercent,
      timeLimitSeconds: terms.timeLimitSeconds,
    });
    const begun = id === null ? null : await this.attempts.find(id);
    if (begun !== null) await this.tell(begun);
    const attempt = begun ?? (await this.attempts.findRunning(userId, contentItemId));
    if (attempt === null) throw new AttemptClosed();
    return attempt;
  }

  private tell({ id: attemptId, userId, courseId, contentItemId }: Attempt): Promise<void> {
    const about = { attemptId, userId, courseId, contentItemId };
    return this.outbox.publish(new QuizAttemptStarted(about));
  }
}
