import { Injectable } from '@nestjs/common';
import { TopicBeginningsRepository } from './topic-beginnings.repository';
import { readTopicName } from './topic-name';

/**
 * Between what is told and what is read, nothing gets lost. A chat session writes events from the
 * moment at which somebody follows it; a message that was on its way then tells of itself or not,
 * but whoever reads the session once this is over finds it.
 */
@Injectable()
export class TopicBeginnings {
  constructor(private readonly beginnings: TopicBeginningsRepository) {}

  /** To be called once the topic is followed, before somebody is told so. */
  async settle(logTopic: string): Promise<void> {
    const topic = readTopicName(logTopic);
    if (topic?.kind === 'session') await this.beginnings.awaitSession(topic.id);
  }
}
