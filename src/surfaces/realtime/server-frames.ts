import { z } from 'zod';

const id = z.string().optional().describe('The id of the frame that this answers.');
const topic = z.string().describe('The topic, as the client named it.');
const epoch = z.string().describe('Changes when a topic begins anew; offsets belong to it.');
const offset = z.int().min(0);

/** Every frame that the server sends, by its type. */
export const SERVER_FRAMES = {
  auth: z.object({
    type: z.literal('auth'),
    status: z.literal('ok'),
    user_id: z.uuid(),
    expires_at: z.iso.datetime().describe('Send a new token before this moment.'),
    id,
  }),
  subscribed: z.object({
    type: z.literal('subscribed'),
    topic,
    epoch,
    offset: offset.describe('Every event after this offset follows.'),
    recovered: z
      .boolean()
      .describe('Whether everything since the given position follows; false without one.'),
    id,
  }),
  unsubscribed: z.object({
    type: z.literal('unsubscribed'),
    topic,
    reason: z.enum(['requested', 'access_ended']),
    id,
  }),
  event: z.object({
    type: z.literal('event'),
    event_type: z.string(),
    data: z.record(z.string(), z.json()),
    topic,
    epoch,
    offset: offset.describe('Where it stands in its topic; the numbers may have holes.'),
    event_id: z.string().describe('The same in every topic that tells the event.'),
    occurred_at: z.iso.datetime(),
  }),
  error: z.object({
    type: z.literal('error'),
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.json()).optional(),
    }),
    id,
  }),
  pong: z.object({ type: z.literal('pong'), id }),
  goodbye: z.object({
    type: z.literal('goodbye'),
    reason: z.string().describe('Why the connection is closed next.'),
  }),
} as const;

type FrameOf<Type extends keyof typeof SERVER_FRAMES> = Readonly<
  z.infer<(typeof SERVER_FRAMES)[Type]>
>;

/** Tells one event of one topic. */
export type EventFrame = FrameOf<'event'>;

/** Says what was wrong with a frame. */
export type ErrorFrame = FrameOf<'error'>;

/** Anything that the server sends. */
export type ServerFrame = {
  [Type in keyof typeof SERVER_FRAMES]: FrameOf<Type>;
}[keyof typeof SERVER_FRAMES];
