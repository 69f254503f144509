import type { OpenTopic } from '../../domain/live-events/topic-access';
import type { Actor } from '../../kernel/actor';
import { type ClientFrame, idOf, readClientFrame } from './client-frames';
import { CLOSE_CODES } from './close-codes';
import { type FrameAbout, frameOfFault, isPassing } from './faults';
import { FrameRate } from './frame-rate';
import type { Outlet } from './outlet';
import type { RealtimeServices } from './realtime-services';
import { AnotherPerson, TooManyConnections, TooManyFrames } from './realtime.errors';
import type { ServerFrame } from './server-frames';
import { Subscriptions } from './subscriptions';
import type { Transport } from './transport';

/** Frames that wait for the result of the sign-in. */
const MOST_EARLY_FRAMES = 20;
/** Frames that wait behind one that is carried out. */
const MOST_WAITING_FRAMES = 300;
/** What asking for a topic costs whoever does not get it, in frames. */
const COST_OF_REFUSED_TOPIC = 4;

/** Keeps count of connections: see {@link RealtimeConnections}. */
export interface Registry {
  /** @throws TooManyConnections */
  admit(connection: RealtimeConnection, actor: Actor): void;
  remove(connection: RealtimeConnection): void;
}

/**
 * What is true of a connection whatever carries it: who is at the other end, which topics they
 * follow, what waits. Frames are carried out one after the other, in the order they came; those that
 * came before the sign-in wait for it.
 */
export class RealtimeConnection {
  /** Null until the sign-in. */
  actor: Actor | null = null;
  /** When the token ends, in milliseconds since 1970; 0 until the sign-in. */
  expiresAt = 0;
  /** When it was opened, by the process's own clock. */
  readonly openedAt = performance.now();
  private readonly rate = new FrameRate(this.openedAt);
  private readonly subscriptions: Subscriptions;
  private early: ClientFrame[] = [];
  private work: Promise<void> = Promise.resolve();
  private waiting = 0;
  private over = false;

  constructor(
    readonly outlet: Outlet,
    readonly transport: Transport,
    private readonly services: RealtimeServices,
    private readonly registry: Registry,
  ) {
    this.subscriptions = new Subscriptions(outlet, transport, services);
  }

  /** Nothing is read or told any more. */
  get isOver(): boolean {
    return this.over;
  }

  /** Whether somebody signed in, or at least began to. */
  get hasBegun(): boolean {
    return this.actor !== null || this.waiting > 0;
  }

  /** What is followed at the moment. */
  get topics(): readonly OpenTopic[] {
    return this.subscriptions.topics;
  }

  get topicCount(): number {
    return this.subscriptions.count;
  }

  /** Takes a frame as it was parsed; resolves when it is answered. Never rejects. */
  receive(value: unknown): Promise<void> {
    if (!this.charge()) return Promise.resolve();
    let frame: ClientFrame;
    try {
      frame = readClientFrame(value);
    } catch (error) {
      this.refuse(error, { id: idOf(value) });
      return Promise.resolve();
    }
    if (this.actor !== null || frame.type === 'auth') return this.enqueue(frame);
    if (this.early.length >= MOST_EARLY_FRAMES) this.endForTooMany();
    else this.early.push(frame);
    return Promise.resolve();
  }

  /** Counts something that the other end sent; ends the connection when it is too much. */
  charge(frames = 1): boolean {
    if (this.over) return false;
    if (this.rate.take(performance.now(), frames)) return true;
    this.endForTooMany();
    return false;
  }

  /** Answers what could not be carried out. */
  refuse(error: unknown, about: FrameAbout = {}): void {
    this.tell(frameOfFault(error, about));
  }

  /** The same person with the roles of this moment. */
  renew(actor: Actor): void {
    if (this.actor !== null) this.actor = actor;
  }

  /** Takes a topic away that the person may not follow any more. */
  narrow(topicName: string): void {
    if (!this.subscriptions.remove(topicName)) return;
    this.tell({ type: 'unsubscribed', topic: topicName, reason: 'access_ended' });
  }

  /** Says goodbye and closes. @param reason stable, lower_snake_case. */
  end(code: number, reason: string): void {
    if (this.over) return;
    this.tell({ type: 'goodbye', reason });
    this.outlet.close(code, reason);
    this.closed();
  }

  /** The other end is gone: lets go of everything. Safe to call twice. */
  closed(): void {
    if (this.over) return;
    this.over = true;
    this.early = [];
    this.subscriptions.end();
    this.registry.remove(this);
  }

  private endForTooMany(): void {
    this.refuse(new TooManyFrames());
    this.end(CLOSE_CODES.tooMany, 'too_many_frames');
  }

  private tell(frame: ServerFrame): void {
    if (!this.over) this.outlet.tell(frame);
  }

  private enqueue(frame: ClientFrame): Promise<void> {
    if (this.waiting >= MOST_WAITING_FRAMES) {
      this.endForTooMany();
      return Promise.resolve();
    }
    // Nothing has to be waited for: the answer is out before whatever came with it is looked at.
    if (this.waiting === 0 && frame.type === 'ping') {
      this.tell({ type: 'pong', ...idPart(frame.id) });
      return Promise.resolve();
    }
    this.waiting += 1;
    this.work = this.work.then(() => this.carryOut(frame));
    return this.work;
  }

  private async carryOut(frame: ClientFrame): Promise<void> {
    try {
      if (!this.over) await this.answer(frame);
    } catch (error) {
      this.refuse(error, { id: frame.id, topic: 'topic' in frame ? frame.topic : undefined });
      if (frame.type === 'subscribe') this.charge(COST_OF_REFUSED_TOPIC);
      if (this.actor === null) this.endUnauthenticated(error);
    } finally {
      this.waiting -= 1;
    }
  }

  private async answer(frame: ClientFrame): Promise<void> {
    switch (frame.type) {
      case 'auth':
        return this.signIn(frame.token, frame.id);
      case 'subscribe':
        return this.subscriptions.subscribe(this.actor as Actor, frame);
      case 'unsubscribe':
        this.subscriptions.remove(frame.topic);
        return this.tell({
          type: 'unsubscribed',
          topic: frame.topic,
          reason: 'requested',
          ...idPart(frame.id),
        });
      case 'ping':
        return this.tell({ type: 'pong', ...idPart(frame.id) });
    }
  }

  private endUnauthenticated(error: unknown): void {
    if (error instanceof TooManyConnections) {
      this.end(CLOSE_CODES.tooMany, 'too_many_connections');
    } else if (isPassing(error)) this.end(CLOSE_CODES.tryAgainLater, 'try_again_later');
    else this.end(CLOSE_CODES.notSignedIn, 'not_signed_in');
  }

  private async signIn(token: string, id: string | undefined): Promise<void> {
    const { actor, expiresAt } = await this.services.authentication.signIn(token);
    if (this.over) return;
    if (this.actor === null) this.registry.admit(this, actor);
    else if (this.actor.userId !== actor.userId) throw new AnotherPerson();
    this.actor = actor;
    this.expiresAt = expiresAt;
    this.tell({
      type: 'auth',
      status: 'ok',
      user_id: actor.userUuid,
      expires_at: new Date(expiresAt).toISOString(),
      ...idPart(id),
    });
    const { early } = this;
    this.early = [];
    for (const frame of early) void this.enqueue(frame);
  }
}

function idPart(id: string | undefined): { id?: string } {
  return id === undefined ? {} : { id };
}
