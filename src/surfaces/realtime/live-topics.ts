import { Injectable } from '@nestjs/common';
import { TopicBeginnings } from '../../domain/live-events/topic-beginnings';
import type { TopicEntry, TopicPosition, TopicReplay } from '../../platform/topics/topic-entry';
import { type FollowedTopic, TopicFeed } from '../../platform/topics/topic-feed';
import { LiveTopic } from './live-topic';

/** The hub: every log that somebody connected to this process follows, each followed once. */
@Injectable()
export class LiveTopics {
  private readonly topics = new Map<string, LiveTopic>();

  constructor(
    private readonly feed: TopicFeed,
    private readonly beginnings: TopicBeginnings,
  ) {}

  /** How many logs are followed. */
  get count(): number {
    return this.topics.size;
  }

  /** Begins to follow a log, or joins those who do; the topic is held for the caller. */
  async enter(logTopic: string): Promise<LiveTopic> {
    const topic = this.topics.get(logTopic) ?? this.follow(logTopic);
    await topic.hold();
    return topic;
  }

  /** What was told since a position that a client knows. */
  missed(logTopic: string, since: TopicPosition): Promise<TopicReplay> {
    return this.feed.replay(logTopic, since);
  }

  private follow(logTopic: string): LiveTopic {
    const topic: LiveTopic = new LiveTopic(
      logTopic,
      (listener) => this.begin(logTopic, listener),
      () => {
        if (this.topics.get(logTopic) === topic) this.topics.delete(logTopic);
      },
    );
    this.topics.set(logTopic, topic);
    return topic;
  }

  private async begin(
    logTopic: string,
    listener: (entries: readonly TopicEntry[]) => void,
  ): Promise<FollowedTopic> {
    const followed = await this.feed.follow(logTopic, listener);
    try {
      await this.beginnings.settle(logTopic);
      return followed;
    } catch (error) {
      followed.stop();
      throw error;
    }
  }
}
