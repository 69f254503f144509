import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ActorResolver } from '../../domain/auth/actor-resolver';
import { type OpenTopic, TopicAccess } from '../../domain/live-events/topic-access';
import type { Actor } from '../../kernel/actor';
import { CLOSE_CODES } from './close-codes';
import type { RealtimeConnection } from './realtime-connection';
import { RealtimeConnections } from './realtime-connections';

/** From one look to the next; with the look itself, what ended is noticed well within 5 s. */
const PAUSE_MS = 1_500;

/** Nobody keeps hearing for longer than this, in milliseconds, while nobody can be asked. */
const LONGEST_BLIND_MS = 30_000;

/** A topic that somebody follows, when the look began. */
interface Followed {
  readonly connection: RealtimeConnection;
  readonly actor: Actor;
  readonly topic: OpenTopic;
}

/**
 * Authority does not end at the handshake. Again and again every open connection of this process is
 * looked at, in few statements however many there are: whose token or sign-in has ended, or whose
 * account is disabled, is disconnected; whose roles changed goes on with the new ones; and whoever
 * may not follow a topic any more stops hearing it.
 */
@Injectable()
export class ConnectionWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ConnectionWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  private sawAt = performance.now();

  constructor(
    private readonly connections: RealtimeConnections,
    private readonly actors: ActorResolver,
    private readonly access: TopicAccess,
  ) {}

  onApplicationBootstrap(): void {
    this.lookLater();
  }

  onModuleDestroy(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  /** Looks at every connection once. */
  async look(): Promise<void> {
    this.endExpired();
    await this.renewActors();
    await this.narrowTopics();
  }

  private lookLater(): void {
    if (this.isOver) return;
    this.timer = setTimeout(() => void this.lookAndGoOn(), PAUSE_MS).unref();
  }

  private async lookAndGoOn(): Promise<void> {
    try {
      await this.look();
      this.sawAt = performance.now();
    } catch (error) {
      this.logger.warn(`The connections could not be looked at: ${String(error)}`);
      if (performance.now() - this.sawAt > LONGEST_BLIND_MS) this.endUnseen();
    }
    this.lookLater();
  }

  private endExpired(): void {
    const now = Date.now();
    for (const connection of this.signedIn()) {
      if (connection.expiresAt <= now) connection.end(CLOSE_CODES.notSignedIn, 'token_expired');
    }
  }

  /** A connection that signed in anew meanwhile is left to the next look. */
  private async renewActors(): Promise<void> {
    const looked = [...this.signedIn()].map((connection) => ({
      connection,
      sessionId: sessionOf(connection),
    }));
    const present = await this.actors.presentActors([
      ...new Set(looked.map(({ sessionId }) => sessionId)),
    ]);
    for (const { connection, sessionId } of looked) {
      if (connection.isOver || sessionOf(connection) !== sessionId) continue;
      const actor = present.get(sessionId);
      if (actor === undefined) connection.end(CLOSE_CODES.notSignedIn, 'sign_in_ended');
      else connection.renew(actor);
    }
  }

  /** A topic that was begun anew meanwhile is left to the next look. */
  private async narrowTopics(): Promise<void> {
    const followed = [...this.signedIn()].flatMap(followedBy);
    if (followed.length === 0) return;
    const isOpen = await this.access.stillOpen(followed);
    followed.forEach(({ connection, topic }, index) => {
      if (isOpen[index] === true || !connection.topics.includes(topic)) return;
      connection.narrow(topic.name);
    });
  }

  private endUnseen(): void {
    for (const connection of this.signedIn()) {
      connection.end(CLOSE_CODES.tryAgainLater, 'try_again_later');
    }
  }

  private *signedIn(): Iterable<RealtimeConnection> {
    for (const connection of this.connections.all()) {
      if (connection.actor !== null) yield connection;
    }
  }
}

function sessionOf(connection: RealtimeConnection): string {
  return connection.actor?.sessionId ?? '';
}

function followedBy(connection: RealtimeConnection): Followed[] {
  const { actor } = connection;
  if (actor === null) return [];
  return connection.topics.map((topic) => ({ connection, actor, topic }));
}
