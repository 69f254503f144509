import { ApiProperty } from '@nestjs/swagger';
import type {
  CourseRating,
  CourseReview,
  RatingSummary,
} from '../../../domain/community/course-rating';
import { IntegerField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';

const LONGEST_REVIEW = 5_000;
const REVIEW = 'Short lessons, and every one of them has a question that made me think.';
const EXAMPLE_NAME = 'learner-3fa94b07c1de';

/** What the caller thinks of the course, in place of what they thought before. */
export class RateCourseRequest {
  @IntegerField({ minimum: 1, maximum: 5, example: 4 })
  rating: number;

  @WrittenTextField({
    maximum: LONGEST_REVIEW,
    example: REVIEW,
    optional: true,
    nullable: true,
    description: 'Shown to those who take the course, under your username.',
  })
  review?: string | null;
}

/** The caller's own rating of a course. */
export class CourseRatingReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ type: 'integer', example: 4, description: '1 to 5.' })
  rating: number;

  @ApiProperty({ type: 'string', nullable: true, example: REVIEW })
  review: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  updated_at: string;
}

/** A rating that says why. */
export class CourseReviewReply extends CourseRatingReply {
  @ApiProperty({ example: EXAMPLE_NAME })
  author_username: string;

  @ApiProperty({ example: false, description: 'Whether you wrote it.' })
  is_own: boolean;
}

/** How many gave how many stars. */
export class RatingDistributionReply {
  @ApiProperty({ type: 'integer', example: 0 })
  '1': number;

  @ApiProperty({ type: 'integer', example: 0 })
  '2': number;

  @ApiProperty({ type: 'integer', example: 1 })
  '3': number;

  @ApiProperty({ type: 'integer', example: 1 })
  '4': number;

  @ApiProperty({ type: 'integer', example: 2 })
  '5': number;
}

/** All ratings of a course in numbers. */
export class RatingSummaryReply {
  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 4.25,
    description: 'Two decimals; null without ratings.',
  })
  average: number | null;

  @ApiProperty({ type: 'integer', example: 4 })
  total: number;

  @ApiProperty({ type: RatingDistributionReply })
  distribution: RatingDistributionReply;
}

/** A rating as this contract shows it to who gave it. */
export function toCourseRating(rating: CourseRating): CourseRatingReply {
  return {
    id: rating.id,
    course_id: rating.courseId,
    rating: rating.rating,
    review: rating.review,
    created_at: rating.createdAt.toISOString(),
    updated_at: rating.updatedAt.toISOString(),
  };
}

/** A review as this contract shows it to others. */
export function toCourseReview(review: CourseReview): CourseReviewReply {
  return {
    ...toCourseRating(review),
    author_username: review.authorUsername,
    is_own: review.isOwn,
  };
}

/** The numbers as this contract shows them. */
export function toRatingSummary({
  average,
  total,
  distribution,
}: RatingSummary): RatingSummaryReply {
  const [one, two, three, four, five] = distribution;
  return { average, total, distribution: { 1: one, 2: two, 3: three, 4: four, 5: five } };
}
