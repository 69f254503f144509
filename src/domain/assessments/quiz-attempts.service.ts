import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { LessonsService } from '../content/lessons.service';
import { AttemptClosed, QuizAttemptNotFound, TimeIsUp } from './assessments.errors';
import { AttemptBeginning } from './attempt-beginning.service';
import { AttemptClosing } from './attempt-closing.service';
import { type AnswerDraft, areSameAnswers, readAnswers } from './quiz-answers';
import type { Attempt, AttemptSummary } from './quiz-attempt';
import { QuizAttemptsRepository } from './quiz-attempts.repository';
import { bankOfPinned, questionsToPin } from './quiz-questions';
import { StudentWorkRules } from './student-work';

/** The rules of attempting quizzes. Everybody attempts for themselves only. */
@Injectable()
export class QuizAttemptsService {
  constructor(
    private readonly database: Database,
    private readonly attempts: QuizAttemptsRepository,
    private readonly lessons: LessonsService,
    private readonly work: StudentWorkRules,
    private readonly beginning: AttemptBeginning,
    private readonly closing: AttemptClosing,
  ) {}

  /** The actor's own, at one item or at all, the newest first. */
  listOwn(actor: Actor, contentItemId: number | null, slice: Slice): Promise<AttemptSummary[]> {
    return this.attempts.listOf(actor.userId, contentItemId, slice);
  }

  /**
   * Begins an attempt at the questions of an item, as they are now: later edits change nothing
   * for it. An attempt that the actor has not finished goes on instead; if it was begun for no
   * offering, it counts for this one from now on.
   *
   * @param offeringId the offering for which it counts, or null for none.
   * @throws ContentNotFound
   * @throws NothingToAnswer
   * @throws UnknownReference for an offering of the course in which they don't take part.
   * @throws NoAttemptsLeft
   */
  async start(actor: Actor, itemId: number, offeringId: number | null): Promise<Attempt> {
    const { item } = await this.lessons.getLesson(actor, itemId);
    const questions = questionsToPin(item);
    const running = await this.attempts.findRunning(actor.userId, itemId);
    if (running !== null) await this.closing.closeIfOver(actor, running);
    return this.database.transaction(async () => {
      if (offeringId !== null) {
        await this.work.requireTakingPart(actor, offeringId, item.courseId);
      }
      const present = await this.attempts.findRunning(actor.userId, itemId);
      if (present !== null) return this.goOn(present, offeringId);
      return this.beginning.begin({
        userId: actor.userId,
        contentItemId: itemId,
        courseOfferingId: offeringId,
        questions,
      });
    });
  }

  /**
   * Replaces the answers that count when the time runs out.
   *
   * @throws QuizAttemptNotFound
   * @throws Invalid for answers that the questions cannot have.
   * @throws AttemptClosed @throws TimeIsUp
   */
  async saveAnswers(actor: Actor, id: number, drafts: readonly AnswerDraft[]): Promise<Attempt> {
    const attempt = await this.change(actor, id, async (locked) => {
      const answers = readAnswers(bankOfPinned(locked.questions), drafts);
      if (locked.status === 'IN_PROGRESS') await this.attempts.saveAnswers(id, answers);
      return locked.status === 'IN_PROGRESS' ? { ...locked, answers } : locked;
    });
    if (attempt.status !== 'IN_PROGRESS') throw refusalOf(attempt);
    return attempt;
  }

  /**
   * Hands an attempt in and scores it, once however often it is called with the same answers.
   *
   * @param drafts all answers; null for those that were saved.
   * @throws QuizAttemptNotFound
   * @throws Invalid for answers that the questions cannot have; the attempt goes on.
   * @throws AttemptClosed when other answers were handed in before.
   * @throws TimeIsUp when other answers were saved before the time ran out.
   */
  async submit(actor: Actor, id: number, drafts: readonly AnswerDraft[] | null): Promise<Attempt> {
    const answersTo = ({ questions, answers }: Attempt) =>
      drafts === null ? answers : readAnswers(bankOfPinned(questions), drafts);
    const attempt = await this.change(actor, id, async (locked) =>
      locked.status === 'IN_PROGRESS'
        ? this.closing.close(actor, locked, answersTo(locked), 'SUBMITTED')
        : locked,
    );
    if (!areSameAnswers(attempt.answers, answersTo(attempt))) throw refusalOf(attempt);
    return attempt;
  }

  private async goOn(attempt: Attempt, offeringId: number | null): Promise<Attempt> {
    if (offeringId === null || attempt.courseOfferingId !== null) return attempt;
    await this.attempts.countFor(attempt.id, offeringId);
    return { ...attempt, courseOfferingId: offeringId };
  }

  /** Runs the work on the actor's own attempt, locked, and closed when its time is up. */
  private async change(
    actor: Actor,
    id: number,
    work: (locked: Attempt) => Promise<Attempt>,
  ): Promise<Attempt> {
    const attempt = await this.attempts.find(id);
    if (attempt?.userId !== actor.userId) throw new QuizAttemptNotFound();
    await this.closing.closeIfOver(actor, attempt);
    return this.database.transaction(async () => {
      const locked = await this.closing.lock(actor, attempt);
      if (locked === null) throw new QuizAttemptNotFound();
      return work(locked);
    });
  }
}

function refusalOf({ status }: Attempt): AttemptClosed | TimeIsUp {
  return status === 'EXPIRED' ? new TimeIsUp() : new AttemptClosed();
}
