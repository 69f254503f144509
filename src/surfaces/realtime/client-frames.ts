import { z } from 'zod';
import { type Issue, Invalid } from '../../kernel/errors';
import { plainWords } from '../../platform/validation/plain-words';

/** Larger than any token of ours. */
const LONGEST_TOKEN = 4_096;
const LONGEST_TOPIC = 200;
const LONGEST_ID = 64;

const id = z
  .string()
  .max(LONGEST_ID)
  .optional()
  .describe('Chosen by the client; the answer to this frame carries it.');

/** Where a client stopped reading a topic: what `subscribed` and `event` frames told it. */
const position = z.strictObject({
  epoch: z.string().min(1).max(64),
  offset: z.int().min(0),
});

/** Every frame that a client may send, by its type. */
export const CLIENT_FRAMES = {
  auth: z.strictObject({
    type: z.literal('auth'),
    token: z.string().min(1).max(LONGEST_TOKEN).describe('An access token.'),
    id,
  }),
  subscribe: z.strictObject({
    type: z.literal('subscribe'),
    topic: z.string().min(1).max(LONGEST_TOPIC),
    since: position.optional().describe('The last position that the client knows of the topic.'),
    id,
  }),
  unsubscribe: z.strictObject({
    type: z.literal('unsubscribe'),
    topic: z.string().min(1).max(LONGEST_TOPIC),
    id,
  }),
  ping: z.strictObject({ type: z.literal('ping'), id }),
} as const;

const SCHEMA = z.discriminatedUnion('type', [
  CLIENT_FRAMES.auth,
  CLIENT_FRAMES.subscribe,
  CLIENT_FRAMES.unsubscribe,
  CLIENT_FRAMES.ping,
]);

export type ClientFrame = z.infer<typeof SCHEMA>;

/** A frame that follows a topic. */
export type SubscribeFrame = z.infer<(typeof CLIENT_FRAMES)['subscribe']>;

/**
 * Reads what a client sent, after it was parsed.
 *
 * @throws Invalid naming what is wrong with it.
 */
export function readClientFrame(value: unknown): ClientFrame {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Invalid([{ path: ['frame'], message: 'a frame is a JSON object', rule: 'object' }]);
  }
  const parsed = SCHEMA.safeParse(value, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw new Invalid(parsed.error.issues.flatMap(issuesOf), 'This frame is not valid.');
}

/** The id that a client gave a frame, however wrong the frame is besides. */
export function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = (value as { id?: unknown }).id;
  return typeof given === 'string' && given.length <= LONGEST_ID ? given : undefined;
}

function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: ['frame', ...wordsOf(issue.path), key.slice(0, LONGEST_ID)],
      message: 'field is not known',
      rule: 'unknown_field',
    }));
  }
  const types = Object.keys(CLIENT_FRAMES).join(', ');
  return [
    {
      path: ['frame', ...wordsOf(issue.path)],
      message: issue.code === 'invalid_union' ? `value is not one of ${types}` : issue.message,
      rule: issue.code,
    },
  ];
}

function wordsOf(path: readonly PropertyKey[]): string[] {
  return path.map((step) => String(step));
}
