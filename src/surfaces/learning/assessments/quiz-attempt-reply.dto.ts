import { ApiProperty } from '@nestjs/swagger';
import {
  type Attempt,
  ATTEMPT_STATUSES,
  type AttemptOfStudent,
  type AttemptSummary,
} from '../../../domain/assessments/quiz-attempt';
import { askedQuestions } from '../../../domain/assessments/quiz-questions';
import {
  QuizAnswerReply,
  QuizQuestionReply,
  QuizQuestionResultReply,
  toQuizQuestion,
  toQuizQuestionResult,
} from './quiz-question-reply.dto';

const MOMENT = '2026-01-20T10:30:00.000Z';
/** An attempt at a quiz, as lists show it. */
export class QuizAttemptSummaryReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  user_id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  content_item_id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  course_offering_id: number | null;

  @ApiProperty({ type: 'integer', example: 1 })
  attempt_number: number;

  @ApiProperty({ enum: [...ATTEMPT_STATUSES], example: 'SUBMITTED' })
  status: string;

  @ApiProperty({ type: 'number', nullable: true, example: 1.5 })
  points: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 2,
    description: 'One for each question that is scored so far.',
  })
  max_points: number | null;

  @ApiProperty({ type: 'number', nullable: true, example: 75, description: 'Two decimals.' })
  percent: number | null;

  @ApiProperty({ type: 'integer', example: 60 })
  pass_percent: number;

  @ApiProperty({
    type: 'boolean',
    nullable: true,
    example: true,
    description: 'Null until it is submitted and every essay in it is reviewed.',
  })
  passed: boolean | null;

  @ApiProperty({ example: false, description: 'Whether an essay waits for its review.' })
  review_pending: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:00:00.000Z' })
  started_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  expires_at: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: MOMENT })
  submitted_at: string | null;
}

/** An attempt of somebody else, as lists show it. */
export class StudentQuizAttemptReply extends QuizAttemptSummaryReply {
  @ApiProperty({ example: 'Jane Doe' })
  user_name: string;
}

/** An attempt with its questions; the right answers are in its results, once it is submitted. */
export class QuizAttemptReply extends QuizAttemptSummaryReply {
  @ApiProperty({ type: [QuizQuestionReply], description: 'As they were when it began.' })
  questions: QuizQuestionReply[];

  @ApiProperty({ type: [QuizAnswerReply] })
  answers: QuizAnswerReply[];

  @ApiProperty({
    type: [QuizQuestionResultReply],
    nullable: true,
    description: 'Null until it is submitted.',
  })
  results: QuizQuestionResultReply[] | null;
}

/** An attempt in a list as this contract shows it. */
export function toAttemptSummary(attempt: AttemptSummary): QuizAttemptSummaryReply {
  return {
    id: attempt.id,
    user_id: attempt.userId,
    content_item_id: attempt.contentItemId,
    course_offering_id: attempt.courseOfferingId,
    attempt_number: attempt.attemptNumber,
    status: attempt.status,
    points: attempt.points,
    max_points: attempt.maxPoints,
    percent: attempt.percent,
    pass_percent: attempt.passPercent,
    passed: attempt.passed,
    review_pending: attempt.reviewPending,
    started_at: attempt.startedAt.toISOString(),
    expires_at: attempt.expiresAt?.toISOString() ?? null,
    submitted_at: attempt.submittedAt?.toISOString() ?? null,
  };
}

/** A student's attempt in a list as this contract shows it. */
export function toStudentAttempt(attempt: AttemptOfStudent): StudentQuizAttemptReply {
  return { ...toAttemptSummary(attempt), user_name: attempt.userName };
}

/** An attempt as this contract shows it: the key only as part of its results. */
export function toQuizAttempt(attempt: Attempt): QuizAttemptReply {
  const { questions, answers, results } = attempt;
  const asked = askedQuestions(questions);
  return {
    ...toAttemptSummary(attempt),
    questions: asked.map(toQuizQuestion),
    answers: asked.flatMap(({ id }) => {
      const answer = answers[id];
      return answer === undefined ? [] : [{ question_id: id, answer }];
    }),
    results: results?.map(toQuizQuestionResult) ?? null,
  };
}
