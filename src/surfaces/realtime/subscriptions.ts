import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenTopic } from '../../domain/live-events/topic-access';
import type { Actor } from '../../kernel/actor';
import type { TopicEntry, TopicPosition } from '../../platform/topics/topic-entry';
import { eventFrame } from './audience';
import type { SubscribeFrame } from './client-frames';
import type { Outlet } from './outlet';
import type { RealtimeServices } from './realtime-services';
import { TooManyTopics } from './realtime.errors';
import { Subscription } from './subscription';
import type { Transport } from './transport';

/** Topics that one connection may follow at a time. */
const MOST_TOPICS = 100;
const REPLAYED_AT_ONCE = 50;
const REPLAY_PAUSE_MS = 20;
/** A replay that nobody reads is given up, and the connection with it. */
const LONGEST_REPLAY_PAUSE_MS = 10_000;

/** The topics that one connection follows. Its calls come one after the other. */
export class Subscriptions {
  private readonly byName = new Map<string, Subscription>();
  private isOver = false;

  constructor(
    private readonly outlet: Outlet,
    private readonly transport: Transport,
    private readonly services: RealtimeServices,
  ) {}

  get count(): number {
    return this.byName.size;
  }

  get topics(): readonly OpenTopic[] {
    return [...this.byName.values()].map(({ topic }) => topic);
  }

  /**
   * Begins to follow a topic, after what was missed since a position. A topic that is followed
   * already goes on as it is, or begins anew from the position.
   *
   * @throws TooManyTopics
   * @throws TopicNotFound for everything that the person may not follow.
   */
  async subscribe(actor: Actor, { topic: name, since, id }: SubscribeFrame): Promise<void> {
    const present = this.byName.get(name);
    if (present !== undefined && since === undefined) {
      return this.tellSubscribed(present, present.live.position, false, id);
    }
    if (present === undefined && this.byName.size >= MOST_TOPICS) {
      throw new TooManyTopics(MOST_TOPICS);
    }
    const topic = await this.services.access.open(actor, name);
    const live = await this.services.topics.enter(topic.logTopic);
    const subscription = new Subscription(topic, live, this.outlet, this.transport);
    if (this.isOver) return subscription.end();
    this.byName.get(name)?.end();
    this.byName.set(name, subscription);
    if (since !== undefined) return this.replay(subscription, since, id);
    this.tellSubscribed(subscription, live.position, false, id);
    if (!subscription.isOver) live.join(subscription, live.position);
  }

  /** Ends a subscription. @returns whether there was one. */
  remove(name: string): boolean {
    const subscription = this.byName.get(name);
    if (subscription === undefined) return false;
    this.forget(subscription);
    return true;
  }

  /** Ends all of them, for good. */
  end(): void {
    this.isOver = true;
    for (const subscription of this.byName.values()) subscription.end();
    this.byName.clear();
  }

  /** Tells what was missed, until it meets what is told to everybody. */
  private async replay(
    subscription: Subscription,
    since: TopicPosition,
    id: string | undefined,
  ): Promise<void> {
    const { live, topic } = subscription;
    let at = since;
    try {
      for (let answering = id, isFirst = true; ; answering = undefined, isFirst = false) {
        const missed = await this.services.topics.missed(topic.logTopic, at);
        if (subscription.isOver) return;
        if (missed.recovered) {
          if (isFirst) this.tellSubscribed(subscription, at, true, answering);
          await this.tellMissed(subscription, missed.entries);
          at = missed.position;
        } else {
          at = live.isBeyond(missed.position) ? live.position : missed.position;
          this.tellSubscribed(subscription, at, false, answering);
        }
        if (subscription.isOver) return;
        if (!live.isBeyond(at)) return live.join(subscription, at);
      }
    } catch (error) {
      this.forget(subscription);
      throw error;
    }
  }

  /** As fast as the other end reads. */
  private async tellMissed(
    subscription: Subscription,
    entries: readonly TopicEntry[],
  ): Promise<void> {
    const { name } = subscription.topic;
    for (let start = 0; start < entries.length; start += REPLAYED_AT_ONCE) {
      const pausedAt = performance.now();
      while (this.outlet.isBehind && !subscription.isOver) {
        if (performance.now() - pausedAt > LONGEST_REPLAY_PAUSE_MS) return this.outlet.drop();
        await sleep(REPLAY_PAUSE_MS);
      }
      if (subscription.isOver) return;
      for (const entry of entries.slice(start, start + REPLAYED_AT_ONCE)) {
        this.outlet.tell(eventFrame(name, entry));
      }
    }
  }

  private forget(subscription: Subscription): void {
    subscription.end();
    const { name } = subscription.topic;
    if (this.byName.get(name) === subscription) this.byName.delete(name);
  }

  private tellSubscribed(
    { topic }: Subscription,
    { epoch, offset }: TopicPosition,
    recovered: boolean,
    id: string | undefined,
  ): void {
    this.outlet.tell({
      type: 'subscribed',
      topic: topic.name,
      epoch,
      offset,
      recovered,
      ...(id === undefined ? {} : { id }),
    });
  }
}
