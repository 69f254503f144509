import type { z } from 'zod';
import { CLIENT_FRAMES } from '../client-frames';
import { SERVER_FRAMES } from '../server-frames';
import { type MessageSchema, messageSchema } from './message-schema';

/** A message of the document; `name` is what programs tell messages apart by. */
interface DocumentedMessage {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly contentType: 'application/json';
  readonly payload: MessageSchema;
  readonly examples?: readonly { readonly payload: object }[];
}

/** Messages by the key under which the document refers to them. */
export type DocumentedMessages = Readonly<Record<string, DocumentedMessage>>;

const SENT_BY_CLIENTS: Readonly<Record<keyof typeof CLIENT_FRAMES, string>> = {
  auth: 'Signs the connection in; again with a newer token, it lasts longer.',
  subscribe: 'Follows a topic, from a position on where one is given.',
  unsubscribe: 'Follows a topic no longer.',
  ping: 'Asks whether the server is there.',
};

/** Frames besides events, which have messages of their own. */
type Answer = Exclude<keyof typeof SERVER_FRAMES, 'event'>;

const SENT_BY_SERVER: Readonly<Record<Answer, string>> = {
  auth: 'The connection is signed in.',
  subscribed: 'The topic is followed; what was missed and what comes follows.',
  unsubscribed: 'The topic is followed no longer, by wish or because it may not be any more.',
  error: 'A frame was refused; the connection goes on.',
  pong: 'The server is there.',
  goodbye: 'The server closes the connection next.',
};

/** What clients send. */
export function clientMessages(): DocumentedMessages {
  return messagesOf('client', CLIENT_FRAMES, SENT_BY_CLIENTS);
}

/** What the server answers. */
export function serverMessages(): DocumentedMessages {
  const { event: _event, ...answers } = SERVER_FRAMES;
  return messagesOf('server', answers, SENT_BY_SERVER);
}

function messagesOf<Type extends string>(
  sender: 'client' | 'server',
  frames: Readonly<Record<Type, z.ZodType>>,
  summaries: Readonly<Record<Type, string>>,
): DocumentedMessages {
  const types = Object.keys(frames) as Type[];
  return Object.fromEntries(
    types.map((type) => [
      `${sender}.${type}`,
      {
        name: type,
        title: `${type}, from the ${sender}`,
        summary: summaries[type],
        contentType: 'application/json',
        payload: messageSchema(frames[type]),
      },
    ]),
  );
}
