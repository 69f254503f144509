import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import {
  type LabReview,
  type LabSubmission,
  type QueuedSubmission,
  REVIEW_STATUSES,
  type ReviewDraft,
  type ReviewStatus,
  SUBMISSION_STATUSES,
  type SubmissionDraft,
  type SubmissionStatus,
  type SubmissionSummary,
} from '../../../domain/assessments/lab-submission';
import { Check, PresentOrAbsent, TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { ChoiceField, IdField, IntegerField } from '../../http/value-fields';

const LONGEST_CONTENT = 200_000;
const MOST_LINKS = 20;
const LONGEST_LINK = 2_000;
const LINK = 'https://example.com/repository';
const MOMENT = '2026-01-20T10:30:00.000Z';

/** Which submissions of your own to list. */
export class LabSubmissionsQuery extends SliceQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those for a lab.' })
  content_item_id?: number;
}

/** Which submissions to look for. */
export class LabQueueQuery extends SliceQuery {
  @ApiProperty({
    enum: [...SUBMISSION_STATUSES],
    required: false,
    example: 'SUBMITTED',
    description: 'Only submissions with this status.',
  })
  @IsOptional()
  @IsIn(SUBMISSION_STATUSES, { message: `value is not one of ${SUBMISSION_STATUSES.join(', ')}` })
  status?: SubmissionStatus;

  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those of an offering.' })
  course_offering_id?: number;
}

/** Something to hand in. */
export class SubmitLabRequest {
  @IdField({ description: 'An item of the type lab.' })
  content_item_id: number;

  @IdField({
    optional: true,
    nullable: true,
    description: 'The offering for which it counts; being accepted completes the lab there.',
  })
  course_offering_id?: number | null;

  @ApiProperty({
    minLength: 1,
    maxLength: LONGEST_CONTENT,
    example: 'def search(items, wanted): ...',
    description: 'Kept as it is, spaces included.',
  })
  @IsString({ message: 'value is not a text' })
  @MinLength(1, { message: 'text must not be empty' })
  @MaxLength(LONGEST_CONTENT, { message: `text has more than ${LONGEST_CONTENT} characters` })
  content: string;

  @ApiProperty({
    type: [String],
    required: false,
    maxItems: MOST_LINKS,
    example: [LINK],
    description: 'Addresses on the web.',
  })
  @PresentOrAbsent(false)
  @IsArray({ message: 'value is not a list' })
  @ArrayMaxSize(MOST_LINKS, { message: `list has more than ${MOST_LINKS} links` })
  @Check(
    'links',
    isListOfLinks,
    `every link is an http address of at most ${LONGEST_LINK} characters`,
  )
  links?: string[];
}

/** What a reviewer decides. */
export class ReviewLabRequest {
  @IntegerField({ minimum: 0, maximum: 100, example: 85 })
  score: number;

  @ChoiceField(REVIEW_STATUSES, { example: 'ACCEPTED' })
  status: ReviewStatus;

  @TextField({
    maximum: 10_000,
    example: 'Well done. Look at the case of an empty list.',
    optional: true,
    nullable: true,
  })
  feedback?: string | null;
}

/** A submission, as lists show it. */
export class LabSubmissionSummaryReply {
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

  @ApiProperty({ enum: [...SUBMISSION_STATUSES], example: 'ACCEPTED' })
  status: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 85,
    description: '0 to 100, of the latest review.',
  })
  score: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'Well done.' })
  feedback: string | null;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  submitted_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: MOMENT })
  reviewed_at: string | null;
}

/** A submission in the queue of those who may review it. */
export class QueuedLabSubmissionReply extends LabSubmissionSummaryReply {
  @ApiProperty({ example: 'Jane Doe' })
  user_name: string;

  @ApiProperty({ example: 'Lab 1: Binary search' })
  content_title: string;
}

class LabReviewReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 2 })
  reviewer_id: number | null;

  @ApiProperty({ enum: [...REVIEW_STATUSES], example: 'ACCEPTED' })
  status: string;

  @ApiProperty({ type: 'integer', example: 85 })
  score: number;

  @ApiProperty({ type: 'string', nullable: true, example: 'Well done.' })
  feedback: string | null;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  created_at: string;
}

/** A submission with all its reviews, the oldest first. */
export class LabSubmissionReply extends LabSubmissionSummaryReply {
  @ApiProperty({ example: 'def search(items, wanted): ...' })
  content: string;

  @ApiProperty({ type: [String], example: [LINK] })
  links: string[];

  @ApiProperty({ type: [LabReviewReply] })
  reviews: LabReviewReply[];
}

/** A submission in a list as this contract shows it. */
export function toLabSummary(submission: SubmissionSummary): LabSubmissionSummaryReply {
  return {
    id: submission.id,
    user_id: submission.userId,
    content_item_id: submission.contentItemId,
    course_offering_id: submission.courseOfferingId,
    attempt_number: submission.attemptNumber,
    status: submission.status,
    score: submission.score,
    feedback: submission.feedback,
    submitted_at: submission.submittedAt.toISOString(),
    reviewed_at: submission.reviewedAt?.toISOString() ?? null,
  };
}

/** A submission in the queue as this contract shows it. */
export function toQueuedLab(submission: QueuedSubmission): QueuedLabSubmissionReply {
  return {
    ...toLabSummary(submission),
    user_name: submission.userName,
    content_title: submission.contentTitle,
  };
}

/** A submission as this contract shows it. */
export function toLabSubmission(submission: LabSubmission): LabSubmissionReply {
  return {
    ...toLabSummary(submission),
    content: submission.content,
    links: [...submission.links],
    reviews: submission.reviews.map(toReview),
  };
}

/** The domain's words for something to hand in. */
export function toSubmissionDraft(request: SubmitLabRequest): SubmissionDraft {
  return {
    contentItemId: request.content_item_id,
    courseOfferingId: request.course_offering_id ?? null,
    content: request.content,
    links: request.links ?? [],
  };
}

/** The domain's words for a decision. */
export function toReviewDraft(request: ReviewLabRequest): ReviewDraft {
  return { score: request.score, status: request.status, feedback: request.feedback ?? null };
}

function toReview(review: LabReview): LabReviewReply {
  return {
    id: review.id,
    reviewer_id: review.reviewerId,
    status: review.status,
    score: review.score,
    feedback: review.feedback,
    created_at: review.createdAt,
  };
}

function isListOfLinks(value: unknown): boolean {
  return Array.isArray(value) && value.every(isLink);
}

function isLink(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > LONGEST_LINK) return false;
  const address = URL.parse(value);
  return address?.protocol === 'https:' || address?.protocol === 'http:';
}
