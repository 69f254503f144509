import { TOPIC_KINDS, type TopicKind } from '../../../domain/live-events/live-event';
import { eventMessages, eventsOn } from './event-messages';
import { clientMessages, serverMessages } from './frame-messages';
import { TOPIC_CHANNELS } from './topic-channels';

const DESCRIPTION = [
  'Events while they happen, over a plain WebSocket and over Socket.IO, with the same frames.',
  'A client sends its access token in a frame within five seconds, never in the URL, and follows',
  'topics. Events carry public ids and small facts: what an id means is read over HTTP by whoever',
  'may. Each topic keeps its latest events, so that a client that was away says where it stopped',
  'and is told what it missed.',
].join(' ');

const SOCKET_IO = [
  'Socket.IO: the name of the event is the type of the frame, its one argument the frame, of which',
  'clients may leave `type` out. Errors come as `exception`. The access token may come in the',
  'handshake as `auth.token`.',
].join(' ');

/** The AsyncAPI 3 document of both sockets, as served and as committed. */
export function realtimeDocument(): object {
  const client = clientMessages();
  const server = serverMessages();
  return {
    asyncapi: '3.0.0',
    info: { title: 'Trellis Realtime API', version: '1.0.0', description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      here: { host: 'localhost:8000', protocol: 'ws', description: 'This server.' },
    },
    channels: {
      websocket: {
        address: '/ws/{client}',
        title: 'Plain WebSocket',
        description: 'One JSON object in each text frame.',
        servers: [{ $ref: '#/servers/here' }],
        parameters: {
          client: { description: 'A label of your own, 1 to 128 of A-Z a-z 0-9 . _ ~ -' },
        },
        messages: references([...Object.keys(client), ...Object.keys(server)]),
      },
      socket_io: {
        address: '/socket.io/',
        title: 'Socket.IO',
        description: SOCKET_IO,
        servers: [{ $ref: '#/servers/here' }],
        messages: references([...Object.keys(client), ...Object.keys(server)]),
      },
      ...Object.fromEntries(TOPIC_KINDS.map((kind) => [`topic_${kind}`, topicChannel(kind)])),
    },
    operations: {
      ...frameOperations('websocket', Object.keys(client), Object.keys(server)),
      ...frameOperations('socket_io', Object.keys(client), Object.keys(server)),
      ...Object.fromEntries(TOPIC_KINDS.map((kind) => [`tell_${kind}`, telling(kind)])),
    },
    components: { messages: { ...client, ...server, ...eventMessages() } },
  };
}

function topicChannel(kind: TopicKind): object {
  const { address, description, parameters } = TOPIC_CHANNELS[kind];
  return {
    address,
    title: `The topic ${address}`,
    description,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    messages: references(eventsOn(kind)),
  };
}

function telling(kind: TopicKind): object {
  const channel = `topic_${kind}`;
  return {
    action: 'send',
    channel: { $ref: `#/channels/${channel}` },
    summary: 'Events, as `event` frames, to everybody who follows the topic.',
    messages: chosen(channel, eventsOn(kind)),
  };
}

function frameOperations(channel: string, client: string[], server: string[]): object {
  const to = { $ref: `#/channels/${channel}` };
  return {
    [`${channel}_receive`]: {
      action: 'receive',
      channel: to,
      summary: 'What clients send.',
      messages: chosen(channel, client),
    },
    [`${channel}_send`]: {
      action: 'send',
      channel: to,
      summary: 'What the server answers; events besides.',
      messages: chosen(channel, server),
    },
  };
}

/** The messages of a channel. */
function references(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
}

/** Of a channel's messages, those of an operation. */
function chosen(channel: string, names: readonly string[]): object[] {
  return names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
}
