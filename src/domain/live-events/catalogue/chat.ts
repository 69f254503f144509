import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { sessionTopic } from '../topic-name';

/** What happens in conversations; their words are read over HTTP. */
export const CHAT_EVENTS: readonly LiveEventType[] = [
  liveEvent({
    type: 'chat.message.created',
    description:
      'Something was said in a chat session. A greeting begins with the message that asks for it.',
    topics: ['session'],
    payload: z.object({
      messageId: z.int(),
      sessionId: z.int(),
      userId: z.int(),
      role: z.enum(['user', 'assistant']),
    }),
    data: z.object({
      session_id: z.int(),
      message_id: z.int(),
      role: z.enum(['user', 'assistant']).describe('Who said it.'),
    }),
    example: { session_id: 21, message_id: 340, role: 'assistant' },
    concerns: () => ({}),
    tell: ({ messageId, sessionId, userId, role }) => ({
      topics: [sessionTopic(sessionId)],
      data: { session_id: sessionId, message_id: messageId, role },
      subjectIds: [userId],
    }),
  }),
];
