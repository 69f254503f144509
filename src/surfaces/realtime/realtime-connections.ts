import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { addressGroup } from '../http/rate-limits/address-group';
import { CLOSE_CODES } from './close-codes';
import type { Outlet } from './outlet';
import { RealtimeConnection, type Registry } from './realtime-connection';
import { RealtimeServices } from './realtime-services';
import { TooManyConnections } from './realtime.errors';
import { Tally } from './tally';
import type { Transport, TransportName } from './transport';

/** How long somebody may stay without signing in. */
const SIGN_IN_MS = 5_000;
const LOOK_MS = 500;

/** How much is connected to this process. */
export interface RealtimeCounts {
  readonly connections: Readonly<Record<TransportName, number>>;
  readonly signedIn: number;
  readonly subscriptions: number;
  readonly topics: number;
}

/** Every connection of this process, whatever carries it. */
@Injectable()
export class RealtimeConnections implements Registry, OnModuleInit, OnModuleDestroy {
  private readonly connections = new Set<RealtimeConnection>();
  /** Those that nobody signed in on yet, the oldest first. */
  private readonly unknown = new Set<RealtimeConnection>();
  private readonly byPerson = new Tally<number>();
  private readonly byAddress = new Tally<string>();
  private readonly mostPerPerson: number;
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly services: RealtimeServices,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.mostPerPerson = configuration.realtime.connectionsPerPerson;
  }

  onModuleInit(): void {
    this.timer = setInterval(() => this.endSilent(), LOOK_MS);
  }

  /**
   * Tells everybody to come back elsewhere; the transports see their connections closed. Before any
   * transport begins to wait for that.
   */
  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.isStopping = true;
    for (const connection of this.connections) sendAway(connection);
  }

  /** Takes up a connection that a transport accepted. */
  open(outlet: Outlet, transport: Transport): RealtimeConnection {
    const connection = new RealtimeConnection(outlet, transport, this.services, this);
    this.connections.add(connection);
    this.unknown.add(connection);
    this.byAddress.add(addressGroup(outlet.address));
    if (this.isStopping) sendAway(connection);
    return connection;
  }

  /** A connection may be ended while they are walked through. */
  all(): Iterable<RealtimeConnection> {
    return this.connections;
  }

  get counts(): RealtimeCounts {
    const connections = { websocket: 0, 'socket.io': 0 };
    let subscriptions = 0;
    for (const { transport, topicCount } of this.connections) {
      connections[transport.name] += 1;
      subscriptions += topicCount;
    }
    const signedIn = this.connections.size - this.unknown.size;
    return { connections, signedIn, subscriptions, topics: this.services.topics.count };
  }

  /** How many connections an address has, or a network of addresses that counts as one. */
  countFrom(addresses: string): number {
    return this.byAddress.of(addresses);
  }

  /** @throws TooManyConnections */
  admit(connection: RealtimeConnection, { userId }: Actor): void {
    if (this.byPerson.of(userId) >= this.mostPerPerson) throw new TooManyConnections();
    this.byPerson.add(userId);
    this.unknown.delete(connection);
  }

  remove(connection: RealtimeConnection): void {
    if (!this.connections.delete(connection)) return;
    this.byAddress.remove(addressGroup(connection.outlet.address));
    this.unknown.delete(connection);
    if (connection.actor !== null) this.byPerson.remove(connection.actor.userId);
  }

  private endSilent(): void {
    const latest = performance.now() - SIGN_IN_MS;
    for (const connection of this.unknown) {
      if (connection.openedAt > latest) return;
      if (!connection.hasBegun) connection.end(CLOSE_CODES.signInTimeout, 'sign_in_timeout');
    }
  }
}

function sendAway(connection: RealtimeConnection): void {
  connection.end(CLOSE_CODES.goingAway, 'server_stopping');
}
