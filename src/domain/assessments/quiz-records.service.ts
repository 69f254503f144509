import { Injectable } from '@nestjs/common';
import { type Actor, mayAuthorIn } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { ContentService } from '../content/content.service';
import { NotATeacherHere } from '../enrollments/enrollments.errors';
import { AttemptInProgress, NotAnEssay, OwnWork, QuizAttemptNotFound } from './assessments.errors';
import { AttemptClosing } from './attempt-closing.service';
import type { Attempt, AttemptOfStudent } from './quiz-attempt';
import { QuizAttemptsRepository } from './quiz-attempts.repository';
import { reviewed } from './quiz-scoring';
import { StudentWorkRules } from './student-work';

/** What somebody who looks after a student says to an essay. */
export interface EssayGrade {
  readonly questionId: number;
  /** 0 to 1, as every question is worth one point. */
  readonly points: number;
  readonly feedback: string | null;
}

/** The rules of reading attempts and of reviewing what only a person can. */
@Injectable()
export class QuizRecordsService {
  constructor(
    private readonly database: Database,
    private readonly attempts: QuizAttemptsRepository,
    private readonly work: StudentWorkRules,
    private readonly closing: AttemptClosing,
    private readonly content: ContentService,
    private readonly audit: AuditService,
  ) {}

  /** The actor's own, or one of a student whom they look after. @throws QuizAttemptNotFound */
  async get(actor: Actor, id: number): Promise<Attempt> {
    const { attempt, role } = await this.find(actor, id);
    if (role === 'teacher') await this.leaveTrace(actor, 'quiz_attempt.read', attempt);
    return this.closing.closeIfOver(actor, attempt);
  }

  /**
   * The attempts at an item of the students whom the actor looks after: of all for who writes the
   * course, of their offerings for who teaches. Leaves one audit row.
   *
   * @throws ContentNotFound
   * @throws NotATeacherHere for who teaches the course in no offering.
   */
  listOfQuiz(actor: Actor, contentItemId: number, slice: Slice): Promise<AttemptOfStudent[]> {
    return this.database.transaction(async () => {
      const { course } = await this.content.get(actor, contentItemId);
      const isSupervisor =
        mayAuthorIn(actor, course.universityId) ||
        (await this.attempts.teachesCourse(actor.userId, course.id));
      if (!isSupervisor) throw new NotATeacherHere();
      const attempts = await this.attempts.listSupervised(actor, contentItemId, slice);
      await this.audit.record({
        actor,
        action: 'quiz_attempt.list',
        subjectType: 'user',
        subjectIds: attempts.map(({ userId }) => userId),
        details: { contentItemId },
      });
      return attempts;
    });
  }

  /**
   * Gives an essay its points; a later review replaces an earlier one. The last one that was
   * missing decides whether the attempt passes.
   *
   * @throws QuizAttemptNotFound
   * @throws OwnWork
   * @throws AttemptInProgress
   * @throws NotAnEssay
   */
  async review(actor: Actor, id: number, grade: EssayGrade): Promise<Attempt> {
    const { attempt, role } = await this.find(actor, id);
    if (role === 'student') throw new OwnWork();
    await this.closing.closeIfOver(actor, attempt);
    return this.database.transaction(async () => {
      const locked = await this.closing.lock(actor, attempt);
      if (locked === null) throw new QuizAttemptNotFound();
      if (locked.results === null) throw new AttemptInProgress();
      const { questionId, points, feedback } = grade;
      const review = {
        reviewerId: actor.userId,
        feedback,
        reviewedAt: new Date().toISOString(),
      };
      const isEssay = (result: { questionId: number; kind: string }): boolean =>
        result.questionId === questionId && result.kind === 'essay';
      if (!locked.results.some(isEssay)) throw new NotAnEssay();
      const results = locked.results.map((result) =>
        isEssay(result) ? reviewed(result, points, review) : result,
      );
      await this.leaveTrace(actor, 'quiz_attempt.review', locked, { questionId, points });
      return this.closing.review(actor, locked, results);
    });
  }

  private async find(
    actor: Actor,
    id: number,
  ): Promise<{ attempt: Attempt; role: 'student' | 'teacher' }> {
    const attempt = await this.attempts.find(id);
    const role = attempt === null ? null : await this.work.roleTowards(actor, attempt);
    if (attempt === null || role === null) throw new QuizAttemptNotFound();
    return { attempt, role };
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    attempt: Attempt,
    more: { readonly [key: string]: number } = {},
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: [attempt.userId],
      details: { quizAttemptId: attempt.id, ...more },
    });
  }
}
