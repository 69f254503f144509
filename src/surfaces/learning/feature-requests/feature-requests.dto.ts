import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  type AttributedFeatureRequest,
  FEATURE_REQUEST_STATUSES,
  type FeatureRequest,
  type FeatureRequestChanges,
  type FeatureRequestFilter,
  type FeatureRequestStatus,
} from '../../../domain/feature-requests/feature-request';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger } from '../../http/parameters';
import { ChoiceField } from '../../http/value-fields';

const STATUSES = [...FEATURE_REQUEST_STATUSES];

/** Something to wish for. */
export class SubmitFeatureRequest {
  @TextField({ maximum: 200, example: 'Dark mode support' })
  title: string;

  @TextField({
    maximum: 5_000,
    example: 'Add a dark mode toggle to the settings page for better readability at night.',
  })
  description: string;
}

/** `skip` and `limit` of these lists. */
export class FeatureRequestSliceQuery {
  @QueryInteger({ minimum: 0, maximum: LARGEST_ID, default: 0, description: 'Rows to leave out.' })
  skip: number = 0;

  @QueryInteger({ minimum: 1, maximum: 100, default: 20, description: 'Rows to return at most.' })
  limit: number = 20;
}

/** Which requests of everybody to list. */
export class ListAllFeatureRequestsQuery extends FeatureRequestSliceQuery {
  @ApiProperty({
    enum: STATUSES,
    required: false,
    example: 'pending',
    description: 'Only requests with this status.',
  })
  @IsOptional()
  @IsIn(STATUSES, { message: `value is not one of ${STATUSES.join(', ')}` })
  status?: FeatureRequestStatus;

  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only requests of this user.' })
  user_id?: number;
}

/** What the staff changes about a request; both are optional. */
export class UpdateFeatureRequest {
  @ChoiceField(STATUSES, { example: 'under_review', optional: true })
  status?: FeatureRequestStatus;

  @TextField({
    maximum: 5_000,
    example: 'Discussing with the design team.',
    description: 'Never shown to who asked. Null removes them.',
    optional: true,
    nullable: true,
  })
  admin_notes?: string | null;
}

/** A request as the person who made it sees it. */
export class FeatureRequestReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  user_id: number;

  @ApiProperty({ example: 'Dark mode support' })
  title: string;

  @ApiProperty({ example: 'Add a dark mode toggle to the settings page.' })
  description: string;

  @ApiProperty({ enum: STATUSES, example: 'pending' })
  status: FeatureRequestStatus;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  updated_at: string;
}

/** A request as the staff sees it. */
export class ReviewedFeatureRequestReply extends FeatureRequestReply {
  @ApiProperty({ type: 'string', nullable: true, example: 'Discussing with the design team.' })
  admin_notes: string | null;
}

/** A request as the staff sees it, with the person who made it. */
export class AttributedFeatureRequestReply extends ReviewedFeatureRequestReply {
  @ApiProperty({ example: 'user@example.com' })
  user_email: string;

  @ApiProperty({ example: 'John Doe' })
  user_name: string;
}

/** A page of one's own requests. */
export class FeatureRequestListReply {
  @ApiProperty({ type: [FeatureRequestReply] })
  data: FeatureRequestReply[];

  @ApiProperty({ type: 'integer', example: 1, description: 'All that match, on any page.' })
  total: number;
}

/** A page of everybody's requests. */
export class AttributedFeatureRequestListReply {
  @ApiProperty({ type: [AttributedFeatureRequestReply] })
  data: AttributedFeatureRequestReply[];

  @ApiProperty({ type: 'integer', example: 1, description: 'All that match, on any page.' })
  total: number;
}

/** The filter that a query names. */
export function toFilter(query: ListAllFeatureRequestsQuery): FeatureRequestFilter {
  return {
    ...(query.status === undefined ? {} : { status: query.status }),
    ...(query.user_id === undefined ? {} : { userId: query.user_id }),
  };
}

/** The changes that a body names. */
export function toChanges(request: UpdateFeatureRequest): FeatureRequestChanges {
  return {
    ...(request.status === undefined ? {} : { status: request.status }),
    ...(request.admin_notes === undefined ? {} : { adminNotes: request.admin_notes }),
  };
}

/** A request without what the staff wrote about it. */
export function toFeatureRequest(request: FeatureRequest): FeatureRequestReply {
  return {
    id: request.id,
    user_id: request.userId,
    title: request.title,
    description: request.description,
    status: request.status,
    created_at: request.createdAt.toISOString(),
    updated_at: request.updatedAt.toISOString(),
  };
}

/** A request with what the staff wrote about it. */
export function toReviewedFeatureRequest(request: FeatureRequest): ReviewedFeatureRequestReply {
  return { ...toFeatureRequest(request), admin_notes: request.adminNotes };
}

/** A page as the person whose requests these are sees it. */
export function toOwnList(page: Page<FeatureRequest>): FeatureRequestListReply {
  return { data: page.items.map(toFeatureRequest), total: page.total };
}

/** A page as the staff sees it. */
export function toAttributedList(
  page: Page<AttributedFeatureRequest>,
): AttributedFeatureRequestListReply {
  return {
    data: page.items.map((request) => ({
      ...toReviewedFeatureRequest(request),
      user_email: request.userEmail,
      user_name: request.userName,
    })),
    total: page.total,
  };
}
