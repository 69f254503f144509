import { ApiProperty } from '@nestjs/swagger';
import type { ContentItem } from '../../../domain/content/content-item.entity';
import type { ContentDraft } from '../../../domain/content/content.service';
import type { JsonObject } from '../../../domain/content/json-schema';
import { TextField } from '../../http/fields';
import { IdListField } from '../../http/id-list-field';
import { FlagField, IdField, IntegerField, JsonObjectField } from '../../http/value-fields';

const VIDEO = { video_url: 'https://example.com/video.mp4' };

/** A content item to add to a module. */
export class CreateContentRequest {
  @IdField({ description: 'A module of that course.' })
  module_id: number;

  @IdField()
  course_id: number;

  @IdField()
  content_type_id: number;

  @TextField({ maximum: 200, example: 'Lecture Video' })
  title: string;

  @TextField({
    minimum: 0,
    maximum: 5_000,
    example: 'First lecture',
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @JsonObjectField({ example: VIDEO, description: "Fits the content type's schema." })
  data_json: JsonObject;

  @IntegerField({ minimum: 0, example: 1800, optional: true, nullable: true })
  estimated_duration_seconds?: number | null;

  @IntegerField({
    minimum: 0,
    example: 0,
    optional: true,
    description: 'Its place in the module; 0 when absent.',
  })
  sequence_index?: number;

  // The contract's clients have no way to publish, so what they create is published from the start.
  @FlagField({
    example: true,
    optional: true,
    description: 'Whether students see the item; true when absent.',
  })
  is_published?: boolean;

  @FlagField({
    example: false,
    optional: true,
    description:
      'Whether students see the item only while enrolled in the course; false when absent.',
  })
  is_gated?: boolean;
}

/** What changes about a content item; absent fields stay as they are. */
export class UpdateContentRequest {
  @IdField({ optional: true })
  module_id?: number;

  @IdField({ optional: true })
  course_id?: number;

  @IdField({ optional: true })
  content_type_id?: number;

  @TextField({ maximum: 200, example: 'Lecture Video', optional: true })
  title?: string;

  @TextField({
    minimum: 0,
    maximum: 5_000,
    example: 'First lecture',
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @JsonObjectField({ example: VIDEO, optional: true, description: 'Replaces all of the data.' })
  data_json?: JsonObject;

  @IntegerField({ minimum: 0, example: 1800, optional: true, nullable: true })
  estimated_duration_seconds?: number | null;

  @IntegerField({ minimum: 0, example: 0, optional: true })
  sequence_index?: number;

  @FlagField({ example: true, optional: true })
  is_published?: boolean;

  @FlagField({ example: false, optional: true })
  is_gated?: boolean;
}

/** A new order of the content of a module. */
export class ReorderContentRequest {
  @IdListField({
    example: [3, 1, 2],
    description: 'Every item of one module, each once, in the new order.',
  })
  content_ids: number[];
}

class ContentTypeNames {
  @ApiProperty({ example: 'video' })
  name: string;

  @ApiProperty({ example: 'Video' })
  label: string;
}

/** A piece of learning material. */
export class ContentReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  module_id: number;

  @ApiProperty({ example: 'Introduction Video' })
  title: string;

  @ApiProperty({ type: 'integer', example: 1 })
  content_type_id: number;

  @ApiProperty({ type: ContentTypeNames })
  content_type: ContentTypeNames;

  @ApiProperty({ type: 'string', nullable: true, example: 'Course intro video' })
  description: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { ...VIDEO, duration: 600 },
    description: 'Without answers, unless the caller writes the courses of the university.',
  })
  data_json: JsonObject;

  @ApiProperty({ type: 'integer', example: 0 })
  sequence_index: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 600 })
  estimated_duration_seconds: number | null;

  @ApiProperty({ example: true })
  is_published: boolean;

  @ApiProperty({
    example: false,
    description: 'Whether students see the item only while enrolled in the course.',
  })
  is_gated: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  updated_at: string;
}

/** A content item as this contract shows it. */
export function toContent(item: ContentItem): ContentReply {
  return {
    id: item.id,
    course_id: item.courseId,
    module_id: item.moduleId,
    title: item.title,
    content_type_id: item.contentTypeId,
    content_type: { name: item.contentType.name, label: item.contentType.label },
    description: item.description,
    data_json: item.dataJson,
    sequence_index: item.sequenceIndex,
    estimated_duration_seconds: item.estimatedDurationSeconds,
    is_published: item.isPublished,
    is_gated: item.isGated,
    created_at: item.createdAt.toISOString(),
    updated_at: item.updatedAt.toISOString(),
  };
}

/** The domain's words for a content item to add. */
export function toContentDraft(request: CreateContentRequest): ContentDraft {
  return {
    courseId: request.course_id,
    moduleId: request.module_id,
    contentTypeId: request.content_type_id,
    title: request.title,
    description: request.description ?? null,
    dataJson: request.data_json,
    sequenceIndex: request.sequence_index ?? 0,
    estimatedDurationSeconds: request.estimated_duration_seconds ?? null,
    isPublished: request.is_published ?? true,
    isGated: request.is_gated ?? false,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toContentChanges(request: UpdateContentRequest): Partial<ContentDraft> {
  return {
    courseId: request.course_id,
    moduleId: request.module_id,
    contentTypeId: request.content_type_id,
    title: request.title,
    description: request.description,
    dataJson: request.data_json,
    sequenceIndex: request.sequence_index,
    estimatedDurationSeconds: request.estimated_duration_seconds,
    isPublished: request.is_published,
    isGated: request.is_gated,
  };
}
