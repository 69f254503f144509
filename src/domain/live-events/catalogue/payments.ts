import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { userTopic } from '../topic-name';

const KIND = z.enum(['payment', 'subscription']);

/** What becomes of somebody's money; theirs alone. */
export const PAYMENT_EVENTS: readonly LiveEventType[] = [
  liveEvent({
    type: 'payment.updated',
    description: 'Money came or went back, or a subscription changed.',
    topics: ['user'],
    payload: z.object({
      userId: z.int().nullable(),
      kind: KIND,
      id: z.string(),
      status: z.string(),
    }),
    data: z.object({ kind: KIND, id: z.string(), status: z.string() }),
    example: { kind: 'subscription', id: 'sub_1234567890', status: 'active' },
    concerns: ({ userId }) => ({ userIds: [userId] }),
    tell: ({ userId, kind, id, status }, known) => {
      const owner = known.byId(userId);
      if (owner === null) return null;
      return {
        topics: [userTopic(owner.uuid)],
        data: { kind, id, status },
        subjectIds: [owner.id],
      };
    },
  }),
];
