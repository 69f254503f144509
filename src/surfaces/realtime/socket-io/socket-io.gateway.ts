import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import { HandshakeGate } from '../handshake-gate';
import type { RealtimeConnection } from '../realtime-connection';
import { RealtimeConnections } from '../realtime-connections';
import { limitPackets } from './packet-rate';
import { frameOfEvent } from './socket-io-events';
import { UnreadablePacket } from './socket-io.errors';
import { type Acknowledge, SocketIoOutlet } from './socket-io.outlet';
import { SocketIoTransport } from './socket-io.transport';

/** How a client leaves its namespace and stays connected; nothing is here for it any more then. */
const LEFT = 'client namespace disconnect';

/** What is kept of a handshake once it was read: headers and tokens would only fill memory. */
const FORGOTTEN = Object.freeze({});

/**
 * The clients of Socket.IO. Every event they emit becomes a frame of the plain WebSocket and takes
 * the same way. One listener hears whatever comes, rather than one a message: unknown events are
 * answered too, and neither pipes nor filters made for HTTP have a part in it.
 */
@WebSocketGateway()
export class SocketIoGateway implements OnGatewayInit<Server>, OnGatewayConnection<Socket> {
  private readonly addresses = new WeakMap<object, string>();

  constructor(
    private readonly connections: RealtimeConnections,
    private readonly transport: SocketIoTransport,
    private readonly gate: HandshakeGate,
  ) {}

  afterInit(server: Server): void {
    this.transport.use(server);
    server.engine.on('connection', (carrier: Socket['conn']) => {
      this.addresses.set(carrier, this.gate.addressOf(carrier.request));
      Reflect.set(carrier, 'request', null);
      limitPackets(carrier);
    });
  }

  handleConnection(socket: Socket): void {
    const outlet = new SocketIoOutlet(socket, this.addresses.get(socket.conn) ?? '');
    const connection = this.connections.open(outlet, this.transport);
    hear(socket, outlet, connection);
    const { token } = socket.handshake.auth;
    Reflect.set(socket, 'handshake', FORGOTTEN);
    if (token !== undefined) void connection.receive({ type: 'auth', token });
  }
}

function hear(socket: Socket, outlet: SocketIoOutlet, connection: RealtimeConnection): void {
  socket.onAny((name: unknown, ...parameters: unknown[]) => {
    const last = parameters.at(-1);
    const isAsked = typeof last === 'function';
    const id = isAsked ? outlet.expectAnswer(last as Acknowledge) : undefined;
    const sent = isAsked ? parameters.slice(0, -1) : parameters;
    void connection.receive(frameOfEvent(name, sent, id));
  });
  socket.on('error', (error: unknown) => {
    // A client may emit an event of this name; the library's own carries an error.
    if (error instanceof Error) connection.refuse(new UnreadablePacket());
  });
  socket.once('disconnect', (reason) => {
    connection.closed();
    if (reason === LEFT) socket.conn.close(true);
  });
}
