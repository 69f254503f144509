import { z } from 'zod';
import type { Permission } from '../../kernel/actor';
import type { JsonValue } from '../../kernel/json';
import { publicId } from '../../kernel/public-id';

/** What a webhook says of an event: ids and small facts, never names, titles or words. */
export type WebhookData = { readonly [key: string]: JsonValue };

/** An event as it concerns webhooks: whose it is, and what may be told of it. */
interface ReadEvent {
  readonly ownerId: number;
  readonly data: WebhookData;
}

/** One type of event that endpoints may ask for. */
export interface WebhookEventType {
  readonly type: string;
  /** What a key needs so that its endpoints hear of it. */
  readonly permission: Permission;
  readonly description: string;
  readonly example: WebhookData;
  /** @throws ZodError for a payload that this type cannot have: a fault of ours. */
  read(payload: unknown): ReadEvent;
}

const EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';
const TASK_ID = { task_id: publicId('task', EXAMPLE) };
const STAKE = { stake_id: publicId('stake', EXAMPLE), points: 100 };

const aboutTask = z.object({
  userId: z.int(),
  taskId: z.uuid(),
  source: z.string().optional(),
  points: z.int().optional(),
  status: z.string().optional(),
});

const aboutTransfer = z.object({ userId: z.int(), transferId: z.uuid(), points: z.int() });

const aboutStake = z.object({ userId: z.int(), stakeId: z.uuid(), points: z.int() });

function taskEvent(
  type: string,
  description: string,
  fact: 'source' | 'points' | 'status' | null = null,
  example: WebhookData = {},
): WebhookEventType {
  return {
    type,
    permission: 'read:tasks',
    description,
    example: { ...TASK_ID, ...example },
    read: (payload) => {
      const event = aboutTask.parse(payload);
      const value = fact === null ? undefined : event[fact];
      return {
        ownerId: event.userId,
        data: {
          task_id: publicId('task', event.taskId),
          ...(fact === null || value === undefined ? {} : { [fact]: value }),
        },
      };
    },
  };
}

function stakeEvent(type: string, description: string): WebhookEventType {
  return {
    type,
    permission: 'read:staking',
    description,
    example: STAKE,
    read: (payload) => {
      const { userId, stakeId, points } = aboutStake.parse(payload);
      return { ownerId: userId, data: { stake_id: publicId('stake', stakeId), points } };
    },
  };
}

/** Every type of event that webhooks tell. A type is never taken away and only gains members. */
export const WEBHOOK_EVENT_TYPES: readonly WebhookEventType[] = [
  taskEvent('task.created', 'You have a task more.', 'source', { source: 'self' }),
  taskEvent('task.updated', 'What a task says has changed.'),
  taskEvent('task.submitted', 'A task was handed in.'),
  taskEvent('task.returned', 'A reviewer wants more before the task is done.'),
  taskEvent('task.completed', 'A task is done, as the server or a reviewer judged.', 'points', {
    points: 20,
  }),
  taskEvent('task.withdrawn', 'A task was taken back or given up.', 'status', {
    status: 'cancelled',
  }),
  {
    type: 'points.earned',
    permission: 'read:staking',
    description: 'Points came into the account.',
    example: { transfer_id: publicId('transfer', EXAMPLE), points: 20 },
    read: (payload) => {
      const { userId, transferId, points } = aboutTransfer.parse(payload);
      return {
        ownerId: userId,
        data: { transfer_id: publicId('transfer', transferId), points },
      };
    },
  },
  stakeEvent('stake.opened', 'Points were staked.'),
  stakeEvent('stake.matured', 'The days of a stake are over.'),
  stakeEvent('stake.claimed', 'Yield of a stake was paid; points are the yield.'),
  stakeEvent('stake.released', 'Staked points are available again.'),
];

/** Sent at the owner's request alone; no endpoint asks for it. */
export const TEST_EVENT_TYPE = 'webhook.test';

const BY_TYPE: ReadonlyMap<string, WebhookEventType> = new Map(
  WEBHOOK_EVENT_TYPES.map((eventType) => [eventType.type, eventType]),
);

/** The type of that name; null for events that webhooks don't tell. */
export function webhookEventType(type: string): WebhookEventType | null {
  return BY_TYPE.get(type) ?? null;
}
