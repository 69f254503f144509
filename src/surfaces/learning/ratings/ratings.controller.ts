import { Body, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RatingsService } from '../../../domain/community/ratings.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CourseRatingReply,
  CourseReviewReply,
  RateCourseRequest,
  RatingSummaryReply,
  toCourseRating,
  toCourseReview,
  toRatingSummary,
} from './ratings.dto';

@ApiTags('Course ratings')
@SignedIn()
@LearningController('courses/:course_id')
export class LearningRatingsController {
  constructor(private readonly ratings: RatingsService) {}

  @Put('rating')
  @ApiOperation({
    summary: 'Rate a course',
    description: 'For its students, now or formerly. The last rating of a person counts.',
  })
  @ApiOkResponse({ type: CourseRatingReply })
  async rate(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @Body() request: RateCourseRequest,
  ): Promise<CourseRatingReply> {
    const { rating, review = null } = request;
    return toCourseRating(await this.ratings.rate(actor, courseId, rating, review));
  }

  @Get('rating')
  @ApiOperation({ summary: 'Get your own rating of a course' })
  @ApiOkResponse({ type: CourseRatingReply })
  async getOwn(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
  ): Promise<CourseRatingReply> {
    return toCourseRating(await this.ratings.getOwn(actor, courseId));
  }

  @Delete('rating')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take your rating of a course back' })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
  ): Promise<void> {
    await this.ratings.deleteOwn(actor, courseId);
  }

  @Get('ratings')
  @ApiOperation({
    summary: 'List the reviews of a course',
    description:
      'Ratings with a text, the newest first, for those who take the course or look after it. Of the authors only usernames.',
  })
  @ApiOkResponse({ type: [CourseReviewReply] })
  async listReviews(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @Query() slice: SliceQuery,
  ): Promise<CourseReviewReply[]> {
    return (await this.ratings.listReviews(actor, courseId, slice)).map(toCourseReview);
  }

  @Get('rating-summary')
  @ApiOperation({ summary: 'Get the ratings of a course in numbers' })
  @ApiOkResponse({ type: RatingSummaryReply })
  async summarize(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
  ): Promise<RatingSummaryReply> {
    return toRatingSummary(await this.ratings.summarize(actor, courseId));
  }
}
