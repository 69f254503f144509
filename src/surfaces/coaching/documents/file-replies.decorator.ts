import { applyDecorators } from '@nestjs/common';
import { ApiConflictResponse, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { CoachingError } from '../coaching.surface';

const BYTES = {
  'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
} as const;

/** Documents a route that answers with a file, or with the part of it that was asked for. */
export function AnswersWithFile(): MethodDecorator {
  return applyDecorators(
    ApiResponse({
      status: 200,
      description: 'The file, as a download of its own type.',
      content: BYTES,
    }),
    ApiResponse({ status: 206, description: 'The part that Range asks for.', content: BYTES }),
    ApiConflictResponse({ type: CoachingError, description: 'It was not found clean.' }),
    ApiResponse({
      status: 416,
      description: 'The file has no such part.',
      content: { 'application/json': { schema: { $ref: getSchemaPath(CoachingError) } } },
    }),
  );
}
