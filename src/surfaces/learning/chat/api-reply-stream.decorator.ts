import { ApiOkResponse } from '@nestjs/swagger';

/** Documents a reply that is streamed. */
export const ApiReplyStream = (): MethodDecorator =>
  ApiOkResponse({
    description:
      'Server-sent events, only `data:` lines: chunks with `done` false, then one frame with `done` true, ' +
      'which carries `message_id`, or `error` when the reply failed.',
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
