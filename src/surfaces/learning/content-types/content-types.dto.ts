import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { ContentType } from '../../../domain/content/content-type.entity';
import type { ContentTypeDraft } from '../../../domain/content/content-types.repository';
import type { JsonObject, JsonSchema } from '../../../domain/content/json-schema';
import { PresentOrAbsent, TextField } from '../../http/fields';
import { JsonObjectField } from '../../http/value-fields';

const NAME = /^[a-z][a-z0-9_-]{0,49}$/;
const SCHEMA = {
  type: 'object',
  properties: { body: { type: 'string', minLength: 1 } },
  required: ['body'],
  additionalProperties: false,
};

/** A content type to add. */
export class CreateContentTypeRequest {
  @NameField(false)
  name: string;

  @TextField({ maximum: 100, example: 'Podcast' })
  label: string;

  @JsonObjectField({
    example: SCHEMA,
    description:
      'JSON Schema 2020-12 of an object, at most 64 KiB. "x-answer": true marks what students never receive.',
  })
  schema: JsonObject;
}

/** What changes about a content type; absent fields stay as they are. */
export class UpdateContentTypeRequest {
  @NameField(true)
  name?: string;

  @TextField({ maximum: 100, example: 'Podcast', optional: true })
  label?: string;

  @JsonObjectField({
    example: SCHEMA,
    optional: true,
    description: 'Refused while items of the type do not fit it.',
  })
  schema?: JsonObject;
}

function NameField(optional: boolean): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      pattern: NAME.source,
      example: 'podcast',
      required: !optional,
      description: 'Unique. The tutor sees it.',
    }),
    ...(optional ? [PresentOrAbsent(false)] : []),
    Matches(NAME, {
      message: 'value is not a word of at most 50 small letters, digits, _ and -',
    }),
  );
}

/** A kind of content and the shape of its data. */
export class ContentTypeReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'video' })
  name: string;

  @ApiProperty({ example: 'Video' })
  label: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { type: 'object', properties: { video_url: { type: 'string', format: 'uri' } } },
    description: 'JSON Schema 2020-12. "x-answer": true marks what students never receive.',
  })
  schema: JsonSchema;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  updated_at: string;
}

/** A content type as this contract shows it. */
export function toContentType(contentType: ContentType): ContentTypeReply {
  return {
    id: contentType.id,
    name: contentType.name,
    label: contentType.label,
    schema: contentType.schema,
    created_at: contentType.createdAt.toISOString(),
    updated_at: contentType.updatedAt.toISOString(),
  };
}

/** The domain's words for a content type to add. */
export function toContentTypeDraft(request: CreateContentTypeRequest): ContentTypeDraft {
  return { name: request.name, label: request.label, schema: request.schema };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toContentTypeChanges(request: UpdateContentTypeRequest): Partial<ContentTypeDraft> {
  return { name: request.name, label: request.label, schema: request.schema };
}
