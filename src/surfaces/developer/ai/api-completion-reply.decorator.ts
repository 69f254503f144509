import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiNotFoundResponse, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { DeveloperError } from '../developer.surface';
import { EnvelopeOf } from '../envelope';
import { CompletionReply } from './completions.dto';

const EXAMPLE =
  'data: {"success":true,"data":{"delta":"Binary search "}}\n\n' +
  'data: {"success":true,"data":{"delta":"halves the range."}}\n\n' +
  'data: {"success":true,"data":{"id":"cmp_0ZhFOsqJzIdyGnFbXgbBcW","model":"claude-sonnet-4-5",' +
  '"finish_reason":"stop","usage":{"input_tokens":21,"output_tokens":9,"total_tokens":30,"estimated":false}}}\n\n';

/** Documents a reply that comes whole, or as a stream where the request says so. */
export const ApiCompletionReply = (): MethodDecorator => {
  const type = EnvelopeOf(CompletionReply);
  return applyDecorators(
    ApiExtraModels(type),
    ApiNotFoundResponse({ type: DeveloperError, description: 'No such model is offered.' }),
    ApiOkResponse({
      description:
        'The reply; with `stream`, server-sent events of `data:` lines: `delta` by `delta`, then one event with ' +
        '`finish_reason` and `usage`, or with `success` false and the error when the reply broke off.',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(type) } },
        'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE },
      },
    }),
  );
};
