import type { OpenTopic } from '../../domain/live-events/topic-access';
import type { TopicPosition } from '../../platform/topics/topic-entry';
import type { Follower } from './follower';
import type { LiveTopic } from './live-topic';
import type { Outlet } from './outlet';
import type { Transport } from './transport';

/** One topic that one connection follows. */
export class Subscription implements Follower {
  isOver = false;
  isListening = false;
  aheadAt: TopicPosition | null = null;

  constructor(
    readonly topic: OpenTopic,
    readonly live: LiveTopic,
    readonly outlet: Outlet,
    readonly transport: Transport,
  ) {}

  get name(): string {
    return this.topic.name;
  }

  /** Leaves for good; safe to call twice. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.live.leave(this);
  }
}
