import { Body, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FeatureRequestsService } from '../../../domain/feature-requests/feature-requests.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  AttributedFeatureRequestListReply,
  FeatureRequestListReply,
  FeatureRequestReply,
  FeatureRequestSliceQuery,
  ListAllFeatureRequestsQuery,
  ReviewedFeatureRequestReply,
  SubmitFeatureRequest,
  toAttributedList,
  toChanges,
  toFeatureRequest,
  toFilter,
  toOwnList,
  toReviewedFeatureRequest,
  UpdateFeatureRequest,
} from './feature-requests.dto';

@ApiTags('Feature Requests')
@LearningController('feature-requests')
export class LearningFeatureRequestsController {
  constructor(private readonly requests: FeatureRequestsService) {}

  @SignedIn()
  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Submit a feature request' })
  @ApiCreatedResponse({ type: FeatureRequestReply })
  async submit(
    @CurrentActor() actor: Actor,
    @Body() request: SubmitFeatureRequest,
  ): Promise<FeatureRequestReply> {
    return toFeatureRequest(
      await this.requests.submit(actor, {
        title: request.title,
        description: request.description,
      }),
    );
  }

  @SignedIn()
  @Get()
  @ApiOperation({ summary: 'List your own feature requests' })
  @ApiOkResponse({ type: FeatureRequestListReply })
  async listOwn(
    @CurrentActor() actor: Actor,
    @Query() query: FeatureRequestSliceQuery,
  ): Promise<FeatureRequestListReply> {
    return toOwnList(await this.requests.listOwn(actor, { skip: query.skip, limit: query.limit }));
  }

  @InstructorOrAbove()
  @Get('all')
  @ApiOperation({
    summary: "List everybody's feature requests",
    description:
      'For instructors and platform admins. Each list leaves a trace in the audit trail.',
  })
  @ApiOkResponse({ type: AttributedFeatureRequestListReply })
  async listAll(
    @CurrentActor() actor: Actor,
    @Query() query: ListAllFeatureRequestsQuery,
  ): Promise<AttributedFeatureRequestListReply> {
    return toAttributedList(
      await this.requests.listAll(actor, toFilter(query), {
        skip: query.skip,
        limit: query.limit,
      }),
    );
  }

  @InstructorOrAbove()
  @Patch(':feature_request_id')
  @ApiOperation({
    summary: 'Change the status or the notes of a feature request',
    description: 'For instructors and platform admins.',
  })
  @ApiOkResponse({ type: ReviewedFeatureRequestReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('feature_request_id') id: number,
    @Body() request: UpdateFeatureRequest,
  ): Promise<ReviewedFeatureRequestReply> {
    return toReviewedFeatureRequest(await this.requests.update(actor, id, toChanges(request)));
  }
}
