import { ApiProperty } from '@nestjs/swagger';
import type { AskedQuestion } from '../../../domain/assessments/quiz-questions';
import type { QuestionResult } from '../../../domain/assessments/quiz-scoring';
import type { JsonValue } from '../../../kernel/json';

const KINDS = [
  'choice',
  'multiple_choice',
  'true_false',
  'short_answer',
  'numeric',
  'matching',
  'essay',
  'description',
];
const ANY_JSON = {
  nullable: true,
  anyOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'array', items: {} },
    { type: 'object', additionalProperties: true },
  ],
};

class QuizLabelReply {
  @ApiProperty({ example: 'B' })
  key: string;

  @ApiProperty({ example: 'A sorted list' })
  text: string;
}

class MatchingPromptReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Binary search' })
  text: string;
}

/** A question without its answers. */
export class QuizQuestionReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ enum: KINDS, example: 'choice' })
  kind: string;

  @ApiProperty({ example: 'Which list can binary search use?' })
  text: string;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  title: string | null;

  @ApiProperty({ enum: ['markdown', 'plain'], example: 'markdown' })
  format: string;

  @ApiProperty({ type: [QuizLabelReply], nullable: true, description: 'Of the kinds that choose.' })
  options: QuizLabelReply[] | null;

  @ApiProperty({
    type: [MatchingPromptReply],
    nullable: true,
    example: null,
    description: 'To match.',
  })
  prompts: MatchingPromptReply[] | null;

  @ApiProperty({
    type: [QuizLabelReply],
    nullable: true,
    example: null,
    description: 'To match with.',
  })
  choices: QuizLabelReply[] | null;
}

/** What the student answered to a question. */
export class QuizAnswerReply {
  @ApiProperty({ type: 'integer', example: 1 })
  question_id: number;

  @ApiProperty({ ...ANY_JSON, example: 'B' })
  answer: JsonValue;
}

/** How a question came out. */
export class QuizQuestionResultReply {
  @ApiProperty({ type: 'integer', example: 1 })
  question_id: number;

  @ApiProperty({ enum: KINDS, example: 'choice' })
  kind: string;

  @ApiProperty({ ...ANY_JSON, example: 'B' })
  answer: JsonValue;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 1,
    description: '0 to 1; null for an essay that waits for its review, and for a mere text.',
  })
  score: number | null;

  @ApiProperty({ type: 'integer', example: 1 })
  max_score: number;

  @ApiProperty({ type: 'boolean', nullable: true, example: true })
  correct: boolean | null;

  @ApiProperty({
    ...ANY_JSON,
    example: ['B'],
    description: 'Keys, accepted texts, ranges of numbers, or choices by prompt.',
  })
  right_answer: JsonValue;

  @ApiProperty({
    type: [String],
    example: ['Right: the order tells where to go on.'],
    description: 'What the author says to what was chosen and to what is right.',
  })
  explanations: string[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'What the author says to everybody.',
  })
  feedback: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'What the reviewer says to an essay.',
  })
  review_feedback: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  reviewed_at: string | null;
}

/** A question as this contract shows it. */
export function toQuizQuestion(question: AskedQuestion): QuizQuestionReply {
  const { id, kind, text, title, format, options, prompts, choices } = question;
  return {
    id,
    kind,
    text,
    title,
    format,
    options: options?.map(toLabel) ?? null,
    prompts: prompts?.map((prompt) => ({ id: prompt.id, text: prompt.text })) ?? null,
    choices: choices?.map(toLabel) ?? null,
  };
}

/** A result as this contract shows it. */
export function toQuizQuestionResult(result: QuestionResult): QuizQuestionResultReply {
  return {
    question_id: result.questionId,
    kind: result.kind,
    answer: result.answer,
    score: result.score,
    max_score: result.maxScore,
    correct: result.correct,
    right_answer: result.rightAnswer,
    explanations: [...result.explanations],
    feedback: result.feedback,
    review_feedback: result.review?.feedback ?? null,
    reviewed_at: result.review?.reviewedAt ?? null,
  };
}

function toLabel({ key, text }: QuizLabelReply): QuizLabelReply {
  return { key, text };
}
