import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiUnprocessableEntityResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { OpenAiError } from './openai.surface';

/** Documents a reply in OpenAI's words, whole or streamed. */
export const ApiWireReply = (type: Type, streamed: string): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(type),
    ApiOkResponse({
      description: 'The reply, or with `stream` its pieces as server-sent events.',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(type) } },
        'text/event-stream': { schema: { type: 'string' }, example: streamed },
      },
    }),
    ApiNotFoundResponse({ type: OpenAiError, description: 'No such model is offered.' }),
    ApiUnprocessableEntityResponse({
      type: OpenAiError,
      description: 'The Idempotency-Key stands for another request.',
    }),
  );
