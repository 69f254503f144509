import { ApiProperty } from '@nestjs/swagger';
import type { ContentType } from '../../../domain/content/content-type.entity';
import type { JsonSchema } from '../../../domain/content/json-schema';

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
