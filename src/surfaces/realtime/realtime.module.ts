import { Module } from '@nestjs/common';
import { LiveEventsModule } from '../../domain/live-events/live-events.module';
import { RateLimitsModule } from '../http/rate-limits/rate-limits.module';
import { ConnectionWatch } from './connection-watch';
import { HandshakeGate } from './handshake-gate';
import { LiveTopics } from './live-topics';
import { RealtimeAuthentication } from './realtime-authentication';
import { RealtimeConnections } from './realtime-connections';
import { RealtimeMetrics } from './realtime-metrics';
import { RealtimeServices } from './realtime-services';
import { SocketIoGateway } from './socket-io/socket-io.gateway';
import { SocketIoTransport } from './socket-io/socket-io.transport';
import { PlainTransport } from './websocket/plain-transport';
import { PlainWebSockets } from './websocket/plain-websockets';

/** What happens, told to whoever is connected: over the plain WebSocket and over Socket.IO. */
@Module({
  imports: [LiveEventsModule, RateLimitsModule],
  providers: [
    ConnectionWatch,
    HandshakeGate,
    LiveTopics,
    PlainTransport,
    PlainWebSockets,
    RealtimeAuthentication,
    RealtimeConnections,
    RealtimeMetrics,
    RealtimeServices,
    SocketIoGateway,
    SocketIoTransport,
  ],
  exports: [RealtimeConnections],
})
export class RealtimeModule {}
