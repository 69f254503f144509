import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { UsersService } from '../users/users.service';
import { QuizAttemptReviewed, QuizAttemptSubmitted } from './assessments.events';
import type { GivenAnswers } from './quiz-answers';
import type { Attempt } from './quiz-attempt';
import { QuizAttemptsRepository } from './quiz-attempts.repository';
import { bankOfPinned } from './quiz-questions';
import { isPassed, type QuestionResult, scoreAnswers, totalsOf } from './quiz-scoring';
import { StudentWorkRules } from './student-work';

/** How attempts end: scored once, with everything that follows from it in one transaction. */
@Injectable()
export class AttemptClosing {
  constructor(
    private readonly database: Database,
    private readonly attempts: QuizAttemptsRepository,
    private readonly work: StudentWorkRules,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  /** Locks the student's enrolment and then the attempt. Call it inside a transaction. */
  async lock(actor: Actor, attempt: Attempt): Promise<Attempt | null> {
    await this.work.lockEnrollment(actor, attempt);
    return this.attempts.findForUpdate(attempt.id);
  }

  /** Scores a locked attempt that is in progress, and tells. */
  async close(
    actor: Actor,
    attempt: Attempt,
    answers: GivenAnswers,
    status: 'SUBMITTED' | 'EXPIRED',
  ): Promise<Attempt> {
    const results = scoreAnswers(bankOfPinned(attempt.questions), answers);
    // Time that ran out is nothing that the student did today.
    if (status === 'SUBMITTED') await this.users.noteActivity(attempt.userId);
    const by = status === 'SUBMITTED' ? 'student' : 'others';
    const closed = await this.settle(actor, { ...attempt, answers, status }, results, by);
    await this.outbox.publish(
      new QuizAttemptSubmitted({
        attemptId: closed.id,
        userId: closed.userId,
        courseId: closed.courseId,
        contentItemId: closed.contentItemId,
        courseOfferingId: closed.courseOfferingId,
        percent: closed.percent,
        passed: closed.passed,
        isExpired: status === 'EXPIRED',
        submittedAt: submissionOf(closed),
      }),
    );
    return closed;
  }

  /** Closes an attempt whose time is up with what was saved; leaves every other one as it is. */
  closeIfOver(actor: Actor, attempt: Attempt): Promise<Attempt> {
    if (!attempt.isOver) return Promise.resolve(attempt);
    return this.database.transaction(async () => {
      const locked = (await this.lock(actor, attempt)) ?? attempt;
      return locked.isOver ? this.close(actor, locked, locked.answers, 'EXPIRED') : locked;
    });
  }

  /** Stores what a review makes of a locked attempt, and tells once nothing waits any more. */
  async review(
    actor: Actor,
    attempt: Attempt,
    results: readonly QuestionResult[],
  ): Promise<Attempt> {
    const settled = await this.settle(actor, attempt, results, 'others');
    const { id: attemptId, userId, courseId, contentItemId, percent, passed } = settled;
    if (passed === null) return settled;
    const about = { attemptId, userId, courseId, contentItemId, percent, passed };
    await this.outbox.publish(
      new QuizAttemptReviewed({ ...about, submittedAt: submissionOf(settled) }),
    );
    return settled;
  }

  /** Stores the results of a locked attempt; passing completes the content item. */
  private async settle(
    actor: Actor,
    attempt: Attempt,
    results: readonly QuestionResult[],
    by: 'student' | 'others',
  ): Promise<Attempt> {
    const totals = totalsOf(results);
    const passed = isPassed(totals, attempt.passPercent);
    const { status, answers } = attempt;
    await this.attempts.saveOutcome(attempt.id, { ...totals, status, answers, results, passed });
    if (passed) await this.work.complete(actor, attempt, by);
    return (await this.attempts.find(attempt.id)) as Attempt;
  }
}

/** When a closed attempt was handed in, ISO 8601 in UTC. */
function submissionOf({ submittedAt, startedAt }: Attempt): string {
  return (submittedAt ?? startedAt).toISOString();
}
