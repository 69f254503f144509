import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsNumber, Max, Min, ValidateNested } from 'class-validator';
import type { AnswerDraft } from '../../../domain/assessments/quiz-answers';
import type { EssayGrade } from '../../../domain/assessments/quiz-records.service';
import type { JsonValue } from '../../../kernel/json';
import { Check, PresentOrAbsent, TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { AsSent, IdField } from '../../http/value-fields';

/** As many as a bank has questions at most. */
const MOST_ANSWERS = 500;
const ANSWERS = [
  { question_id: 1, answer: 'B' },
  { question_id: 2, answer: ['A', 'C'] },
  { question_id: 3, answer: 3.5 },
  { question_id: 4, answer: { '1': 'B', '2': 'A' } },
];

/** Which attempts of your own to list. */
export class QuizAttemptsQuery extends SliceQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those at an item.' })
  content_item_id?: number;
}

/** What to attempt. */
export class StartQuizAttemptRequest {
  @IdField({ description: 'An item with questions.' })
  content_item_id: number;

  @IdField({
    optional: true,
    nullable: true,
    description: 'The offering for which it counts; passing completes the item there.',
  })
  course_offering_id?: number | null;
}

/** An answer to one question. */
class QuizAnswerRequest {
  @IdField()
  question_id: number;

  @ApiProperty({
    type: Object,
    nullable: true,
    description:
      'By the kind of the question: the key of an option, a list of keys, a text, a number, or an object of prompt ids and choice keys. Null is no answer.',
    example: 'B',
  })
  @AsSent()
  @Check('present', (value) => value !== undefined, 'field required')
  answer: JsonValue;
}

/** All answers so far; they replace those that were saved before. */
export class SaveQuizAnswersRequest {
  @AnswersField()
  answers: QuizAnswerRequest[];
}

/** All answers; those that were saved when absent. */
export class SubmitQuizAttemptRequest {
  @AnswersField({ optional: true })
  answers?: QuizAnswerRequest[];
}

/** Points for an essay. */
export class ReviewEssayRequest {
  @IdField({ description: 'An essay of the attempt.' })
  question_id: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: 1, example: 0.75, description: '0 to 1.' })
  @IsNumber({}, { message: 'value is not a number from 0 to 1' })
  @Min(0, { message: 'value is not a number from 0 to 1' })
  @Max(1, { message: 'value is not a number from 0 to 1' })
  points: number;

  @TextField({
    maximum: 10_000,
    example: 'Clear, but say why the list must be sorted.',
    optional: true,
    nullable: true,
  })
  feedback?: string | null;
}

/** The domain's words for answers. */
export function toAnswerDrafts(answers: readonly QuizAnswerRequest[]): AnswerDraft[] {
  return answers.map(({ question_id, answer }) => ({ questionId: question_id, answer }));
}

/** The domain's words for a review. */
export function toEssayGrade(request: ReviewEssayRequest): EssayGrade {
  const { question_id, points, feedback } = request;
  return { questionId: question_id, points, feedback: feedback ?? null };
}

function AnswersField(options: { optional?: boolean } = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: [QuizAnswerRequest],
      required: !options.optional,
      maxItems: MOST_ANSWERS,
      example: ANSWERS,
    }),
    ...(options.optional ? [PresentOrAbsent(false)] : []),
    IsArray({ message: 'value is not a list' }),
    ArrayMaxSize(MOST_ANSWERS, { message: `list has more than ${MOST_ANSWERS} answers` }),
    Check('objects', isListOfObjects, 'value is not a list of answers'),
    ValidateNested({ each: true }),
    Type(() => QuizAnswerRequest),
  );
}

function isListOfObjects(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (element) => typeof element === 'object' && element !== null && !Array.isArray(element),
    )
  );
}
