import { RawWebSocket } from './raw-websocket';

/** By what a client is connected. */
export type Wire = 'plain' | 'socket.io';

/** What a listener is. */
export interface Listening {
  readonly wire: Wire;
  readonly port: number;
  readonly token: string;
  readonly topic: string;
  /** Called at each event. */
  readonly onEvent: () => void;
  /** Called when the server hangs up. */
  readonly onLost: (reason: string) => void;
}

/**
 * Connects, signs in and follows a topic, as the wire wants it: frames of the contract, or packets
 * of Engine.IO 4 and Socket.IO 5 over a WebSocket.
 *
 * @returns how to hang up. Rejects when the server refuses any of it.
 */
export async function listen(listening: Listening): Promise<() => void> {
  const { promise: following, resolve, reject } = Promise.withResolvers<void>();
  const words = listening.wire === 'plain' ? plainWords(listening) : socketIoWords(listening);
  // Nobody waits for it yet when the handshake itself is refused.
  following.catch(() => undefined);
  const socket = await RawWebSocket.open(
    listening.port,
    words.path,
    // Its first words may have come with the handshake.
    (payload, client) => {
      if (startsWith(payload, words.event)) return listening.onEvent();
      const text = payload.toString();
      const answer = words.answer(text);
      if (answer !== null) client.send(answer);
      else if (text.startsWith(words.subscribed)) resolve();
      else if (words.refusals.some((begin) => text.startsWith(begin))) reject(new Error(text));
    },
    (reason) => {
      reject(new Error(reason));
      listening.onLost(reason);
    },
  );
  if (words.first !== null) socket.send(words.first);
  await following;
  return () => socket.close();
}

/** What is said on a wire. */
interface Words {
  readonly path: string;
  /** What the client says first of all; null when it waits. */
  readonly first: string | null;
  /** What to answer to a text of the server; null for nothing. */
  answer(text: string): string | null;
  /** How the server begins to tell an event. */
  readonly event: Buffer;
  readonly subscribed: string;
  readonly refusals: readonly string[];
}

function plainWords({ token, topic }: Listening): Words {
  return {
    path: '/ws/bench',
    first: JSON.stringify({ type: 'auth', token }),
    answer: (text) =>
      text.startsWith('{"type":"auth"') ? JSON.stringify({ type: 'subscribe', topic }) : null,
    event: Buffer.from('{"type":"event"'),
    subscribed: '{"type":"subscribed"',
    refusals: ['{"type":"error"', '{"type":"goodbye"'],
  };
}

function socketIoWords({ token, topic }: Listening): Words {
  return {
    path: '/socket.io/?EIO=4&transport=websocket',
    first: null,
    answer: (text) => {
      if (text === '2') return '3';
      if (text.startsWith('0{')) return `40${JSON.stringify({ token })}`;
      if (text.startsWith('42["auth"')) return `42${JSON.stringify(['subscribe', { topic }])}`;
      return null;
    },
    event: Buffer.from('42["event"'),
    subscribed: '42["subscribed"',
    refusals: ['44', '42["exception"', '42["goodbye"'],
  };
}

function startsWith(bytes: Buffer, begin: Buffer): boolean {
  return (
    bytes.length >= begin.length && bytes.compare(begin, 0, begin.length, 0, begin.length) === 0
  );
}
