import { ApiOkResponse } from '@nestjs/swagger';

/** Documents a reply that is streamed. */
export const ApiReplyStream = (): MethodDecorator =>
  ApiOkResponse({
    description:
      'Server-sent events, only `data:` lines: chunks with `done` false, then one frame with `done` true, ' +
      'which carries `message_id`, or `error` when the reply failed. Beside `message_id` stands ' +
      '`budget_warning` (`scope`, `used_tokens`, `limit_tokens`, `resets_at`) once a daily budget is nearly ' +
      'used up. When it is used up, a reply that needs the model is refused with 429.',
    content: {
      'text/event-stream': {
        schema: { type: 'string' },
        example:
          'data: {"content":"Here is ","done":false}\n\n' +
          'data: {"content":"the explanation...","done":false}\n\n' +
          'data: {"content":"","done":true,"message_id":42}\n\n',
      },
    },
  });
